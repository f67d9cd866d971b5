"""The counter: pages, forms and the command line over the machinery."""

from flask import Flask


def create_app() -> Flask:
    """Make the counter out of the settings in the environment; the database is opened by the first request."""
    from web import database, doors, errors, language, look, people, security, settings, shell, static_files
    from web.pages import PAGES

    app = Flask("web")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    chosen = settings.from_environment()
    database.furnish(app, chosen)
    # What runs last comes first: an answer gets its headers when everything else is done.
    security.install(app, chosen)
    static_files.install(app)
    language.install(app)
    look.dress(app)
    people.install(app)
    errors.install(app)
    shell.install(app)
    for pages in PAGES:
        app.register_blueprint(pages)
    doors.open_foreign(app, "static", "sheet.send")
    doors.hang(app)
    security.protect_forms(app)
    return app
