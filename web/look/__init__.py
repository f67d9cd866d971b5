"""How the counter looks and speaks: dates, figures, icons and the style sheet, given to every template.

The names of the filters are Indonesian because they stand inside Indonesian sentences; what they do is in
`dates` and `figures`.
"""

from flask import Flask, g, request

from web.look import dates, figures, icons, sheet, ticks
from web.look.words import language, say

THEMES = ("auto", "light", "dark")


def dress(app: Flask) -> None:
    """Give the app's templates the filters, the globals and the addresses that the components need."""
    app.jinja_env.filters.update(
        say=say,
        tanggal=dates.long_date,
        tgl=dates.short_date,
        tgl_pendek=dates.day_and_month,
        tgl_bulan=dates.day_and_full_month,
        hari=dates.weekday_date,
        waktu=dates.moment,
        jam=dates.clock,
        iso=dates.iso,
        isian=dates.as_typed,
        nip=figures.nip,
        angka=figures.number,
        dua_desimal=figures.fixed,
        selisih=figures.signed,
        persen=figures.percent,
        hash_pendek=figures.short_hash,
    )
    app.jinja_env.globals.update(
        icon=icons.icon,
        ticks_drawn=ticks.drawn,
        language=language,
        theme=theme,
        sheet_url=sheet.url,
        script_nonce=script_nonce,
    )
    app.register_blueprint(sheet.pages)


def theme() -> str:
    """Say which theme the visitor's cookie asks for: light, dark, or auto when it asks for nothing we know."""
    asked = request.cookies.get("theme", "auto")
    return asked if asked in THEMES else "auto"


def script_nonce() -> str:
    """Give the nonce that this answer's content security policy allows, empty where no policy set one."""
    return str(getattr(g, "script_nonce", ""))


__all__ = ["THEMES", "dates", "dress", "figures", "icons", "language", "say", "script_nonce", "sheet", "theme"]
