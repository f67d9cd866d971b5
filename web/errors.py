"""From exception to answer: one table, so that the same thing going wrong is told the same way on every page.

A page that can show its form again catches `Invalid` and `Refused` itself and answers with `STATUS[type(error)]`;
whatever it does not catch is told here. Every answer gives back what was typed, and none tells what is inside.
"""

import logging
import secrets
import traceback
from typing import Any

from flask import Flask, current_app, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound
from werkzeug.wrappers import Response

from web import database, meanwhile, people, sent
from web.doors import NobodySignedIn, NotYours
from web.look import say
from web.waiting import wait_seconds, wait_words
from workflow.accounts.throttling import Throttled
from workflow.answers import KeyReused, NotReadable, Overtaken, Refused, WrongClock
from workflow.database import Busy, Unwritable
from workflow.database.failures import translated
from workflow.forms import Invalid
from workflow.organisation.calendar import now
from workflow.organisation.registers import NotKept

_log = logging.getLogger(__name__)

STATUS: dict[type[Exception], int] = {
    CSRFError: 400,
    NobodySignedIn: 403,
    NotYours: 403,
    NotKept: 403,
    NotReadable: 404,
    Overtaken: 409,
    KeyReused: 409,
    Invalid: 422,
    Refused: 422,
    Throttled: 429,
    WrongClock: 503,
    Busy: 503,
    Unwritable: 503,
}
_RETRY_SECONDS = 5
# None that is mistaken for another on the telephone.
_REPORT_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def install(app: Flask) -> None:
    """Let an app answer every exception."""
    table = {
        CSRFError: _form_lapsed,
        NobodySignedIn: _nobody,
        NotYours: _not_yours,
        NotKept: _not_kept,
        NotReadable: lambda _error: _http(NotFound()),
        Overtaken: _overtaken,
        KeyReused: _key_reused,
        Invalid: _invalid,
        Refused: _refused,
        Throttled: _throttled,
        WrongClock: _wrong_clock,
        Busy: _busy,
        Unwritable: _unwritable,
        DBAPIError: _database,
        NoConnectionFree: _database,
        HTTPException: _http,
        Exception: _unexpected,
    }
    for kind, answer in table.items():
        app.register_error_handler(kind, answer)


def _form_lapsed(error: CSRFError) -> Response:
    """A form without the token of this session: it lay too long, or comes from elsewhere."""
    words = _("Halaman ini sudah terlalu lama terbuka, atau dikirim dari tempat lain. Belum ada yang tersimpan.")
    return _tell(STATUS[CSRFError], _("Formulir ini tidak berlaku lagi"), words, again=True)


def _nobody(_error: NobodySignedIn) -> Response:
    """A stranger on a page that needs a person: he signs in first, and his form waits in the page."""
    if request.method != "POST":
        here = request.full_path.rstrip("?") if request.endpoint else None
        return redirect(url_for("sign_in.show", next=here if here != "/" else None), 303)
    people.forget()
    kept = sent.sent()
    return _page(
        "errors/signed_out.html",
        STATUS[NobodySignedIn],
        carried=kept.carried() if kept else [],
        typed=sent.shown(kept.values) if kept else [],
    )


def _not_yours(error: NotYours) -> Response:
    words = _("Halaman ini untuk: %(roles)s.", roles=", ".join(error.labels))
    return _tell(STATUS[NotYours], _("Halaman ini bukan untuk peran Anda"), words)


def _not_kept(error: NotKept) -> Response:
    """A register that others keep, or a change that even its keeper may not make."""
    return _tell(STATUS[NotKept], _("Perubahan ini tidak dilakukan"), say(error.words))


def _overtaken(error: Overtaken) -> Response:
    """Somebody else was first: what he did, as far as this person may read it, and what one meant to send."""
    database.for_writing()  # whatever this request had read is what has been overtaken
    kept = sent.sent()
    return _page(
        "errors/overtaken.html",
        STATUS[Overtaken],
        report=_report(error),
        case_number=error.case_number,
        seen=error.seen,
        entries=meanwhile.entries(people.signed_in().who, error),
        typed=sent.shown(kept.values) if kept else [],
        case_href=meanwhile.case_href(error.case_number),
    )


def _key_reused(error: KeyReused) -> Response:
    words = _("Formulir ini sudah pernah dikirim dengan isi yang lain. Buka lagi halamannya untuk mengirim yang baru.")
    return _tell(STATUS[KeyReused], _("Formulir ini sudah terpakai"), words, report=_report(error))


def _invalid(error: Invalid) -> Response:
    reasons = [say(words) for words in error.errors.values()]
    return _tell(STATUS[Invalid], _("Isian belum benar"), _("Belum ada yang tersimpan."), reasons=reasons)


def _refused(error: Refused) -> Response:
    title = _("Langkah ini belum dapat dilakukan")
    return _tell(STATUS[Refused], title, _("Belum ada yang tersimpan."), reasons=meanwhile.reasons(error))


def _throttled(error: Throttled) -> Response:
    answer = _tell(STATUS[Throttled], _("Terlalu banyak percobaan"), wait_words(error.until))
    answer.headers["Retry-After"] = str(wait_seconds(error.until))
    return answer


def _wrong_clock(error: WrongClock) -> Response:
    """The server's clock stands behind the ledger: what was typed can be sent again once it is right."""
    words = _("Jam komputer peladen tertinggal dari catatan terakhir. Belum ada yang tersimpan; hubungi administrator.")
    return _tell(STATUS[WrongClock], _("Jam peladen tidak benar"), words, again=True, report=_report(error))


def _busy(error: Busy) -> Response:
    words = _("Sistem sedang sibuk dan belum melakukan apa pun. Formulir yang sama aman dikirim lagi.")
    return _later(error, _("Sedang sibuk"), words)


def _unwritable(error: Unwritable) -> Response:
    words = _("Data tidak dapat dibaca atau ditulis saat ini. Formulir yang sama aman dikirim lagi setelah pulih.")
    return _later(error, _("Belum dapat menyimpan"), words)


def _later(error: Exception, title: str, words: str) -> Response:
    """An answer that asks nothing of the database, since that is what was not to be had."""
    g.plain = True
    answer = _tell(STATUS[type(error)], title, words, report=_report(error), again=True)
    answer.headers["Retry-After"] = str(_RETRY_SECONDS)
    return answer


def _database(error: Exception) -> Response:
    """What the driver said outside of a transaction's end: busy, unwritable, or a fault of ours."""
    try:
        with translated():
            raise error
    except Busy as busy:
        return _busy(busy)
    except Unwritable as unwritable:
        return _unwritable(unwritable)
    except Exception as unexpected:  # noqa: BLE001  # whatever it is, it is told and logged like any other
        return _unexpected(unexpected)


def _http(error: HTTPException) -> Response:
    """What the web's own rules say: no such page, not in this way, too large."""
    if error.code is None or error.code < 400:
        return error.get_response()  # a redirect
    titles = {
        404: (_("Halaman ini tidak ditemukan"), _("Alamatnya salah, atau Anda tidak berhak melihatnya.")),
        405: (_("Halaman ini tidak dapat dibuka begitu saja"), _("Mulailah dari halaman yang memuat formulirnya.")),
        413: (_("Kiriman ini terlalu besar"), _("Kirim paling banyak satu megabita sekaligus.")),
    }
    title, words = titles.get(
        error.code, (_("Permintaan ini tidak dapat dilayani"), _("Periksa alamat atau isiannya."))
    )
    answer = _tell(error.code, title, words)
    if error.code == 405:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return answer


def _unexpected(error: Exception) -> Response:
    """A fault of ours: logged under a number that the page tells, and nothing else of it shown."""
    if current_app.testing or current_app.debug:
        raise error
    g.plain = True
    words = _("Kesalahan ini ada pada sistem, bukan pada Anda. Sebutkan nomor laporan bila meminta bantuan.")
    return _tell(InternalServerError.code, _("Terjadi kesalahan"), words, report=_report(error), again=True)


def _tell(status: int, title: str, words: str, *, again: bool = False, **more: Any) -> Response:
    """Answer with a title that says what happened, a sentence, and what was typed; `again` offers to send it anew."""
    kept = sent.sent()
    typed = sent.shown(kept.values) if kept else []
    more = {"report": "", "reasons": [], **more}
    return _page(
        "errors/page.html", status, title=title, words=words, typed=typed, again=kept if again else None, **more
    )


def _page(template: str, status: int, **context: Any) -> Response:
    """Draw a page; should the database fail while the frame is drawn, without anything that needs it."""
    context = {"status": status, "at": now(), "report": "", **context}
    try:
        text = render_template(template, **context)
    except (Busy, Unwritable, DBAPIError, NoConnectionFree):
        g.plain = True
        text = render_template(template, **context)
    return make_response(text, status)


def _report(error: Exception) -> str:
    """Log an error under a fresh number, with the places it passed and never with its values, and give the number."""
    letters = [secrets.choice(_REPORT_LETTERS) for _letter in range(6)]
    number = "".join(letters[:4]) + "-" + "".join(letters[4:])
    expected = type(error) in STATUS
    _log.log(
        logging.WARNING if expected else logging.ERROR,
        "report %s: %s on %s %s%s",
        number,
        " from ".join(type(each).__name__ for each in _chain(error)),
        request.method,
        request.url_rule or "an unknown page",
        "" if expected else "\n" + "".join(traceback.format_tb(error.__traceback__)),
    )
    return number


def _chain(error: BaseException | None) -> list[BaseException]:
    """List an error and what it came from."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain
