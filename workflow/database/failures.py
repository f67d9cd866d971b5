"""What a database answers when it is not the law that stands in the way: busy, or unable to write."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree


class Busy(Exception):
    """Somebody else holds what is needed. Nothing was done; the same form with the same key may be sent again."""


class Unwritable(Exception):
    """The disk is full or broken, or the database is out of reach. Nothing was done, unless the connection broke
    while it was committing; the same form with the same key is safe to send again, and is answered as a repeat if
    it had been carried out.
    """


# https://www.sqlite.org/rescode.html: the lowest byte of an extended code.
_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL_BUSY = {
    "25P03",  # idle_in_transaction_session_timeout
    "40001",  # serialization_failure
    "40P01",  # deadlock_detected
    "53300",  # too_many_connections
    "55P03",  # lock_not_available
    "57014",  # query_canceled, by statement_timeout
}
_POSTGRESQL_UNWRITABLE = (
    "08",  # the connection broke
    "25006",  # a standby, or a server that was set to read only
    "53",  # disk full, out of memory
    "57P",  # the server is shutting down or starting
    "58",  # the operating system failed, I/O errors among it
)


@contextmanager
def translated() -> Iterator[None]:
    """Raise Busy or Unwritable in place of the driver's words for them; whatever else is raised passes as it is."""
    try:
        yield
    except NoConnectionFree as error:
        raise Busy("every connection to the database is in use") from error
    except DBAPIError as error:
        _translate(error, error.orig)
        raise
    except sqlite3.Error as error:  # from the statements that `transactions` gives to the driver itself
        _translate(error, error)
        raise


def _translate(error: Exception, cause: BaseException | None) -> None:
    """Raise the word for what the driver said, if it is one of the two."""
    if _is_busy(cause):
        raise Busy(str(cause)) from error
    if _is_unwritable(cause):
        raise Unwritable(str(cause)) from error


def _is_busy(cause: BaseException | None) -> bool:
    return _sqlite_code(cause) in _SQLITE_BUSY or getattr(cause, "sqlstate", None) in _POSTGRESQL_BUSY


def _is_unwritable(cause: BaseException | None) -> bool:
    match cause:
        case sqlite3.Error():
            return _sqlite_code(cause) in _SQLITE_UNWRITABLE
        case psycopg.OperationalError(sqlstate=None):
            # Not the server but its library speaks: the connection was refused, or broke.
            return True
        case psycopg.Error(sqlstate=str(code)):
            return code.startswith(_POSTGRESQL_UNWRITABLE)
    return False


def _sqlite_code(cause: BaseException | None) -> int | None:
    code = getattr(cause, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None
