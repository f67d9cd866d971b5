"""The settings out of the environment."""

from datetime import timedelta
from pathlib import Path

import pytest

from web.settings import WrongSetting, from_environment

SECRET = "a secret of thirty-two characters and more"


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_settings_everything_lies_in_var(somewhere: Path) -> None:
    settings = from_environment({})
    assert settings.database == settings.database_owner == f"sqlite:///{somewhere}/var/mutasi.db"
    assert (settings.demo, settings.https, settings.trusted_proxies) == (False, False, 0)
    assert (settings.session_idle, settings.session_life) == (timedelta(minutes=30), timedelta(hours=12))
    assert settings.city == "Pemerintah Kota Padangsidimpuan"


def test_a_secret_is_made_once_and_is_its_owners_alone(somewhere: Path) -> None:
    first, second = from_environment({}), from_environment({})
    assert first.secret == second.secret
    assert len(first.secret) >= 64
    kept = somewhere / "var" / "secret"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["secret"]


def test_a_given_secret_leaves_nothing_behind(somewhere: Path) -> None:
    assert from_environment({"MUTASI_SECRET": SECRET}).secret == SECRET
    assert list(somewhere.iterdir()) == []


def test_no_log_shows_a_secret() -> None:
    shown = repr(from_environment({"MUTASI_SECRET": SECRET, "MUTASI_DATABASE": "postgresql://mutasi:word@host/city"}))
    assert SECRET not in shown
    assert "word" not in shown


def test_everything_can_be_set() -> None:
    settings = from_environment(
        {
            "MUTASI_SECRET": SECRET,
            "MUTASI_DATABASE": "postgresql://app@host/city",
            "MUTASI_DATABASE_OWNER": "postgresql://owner@host/city",
            "MUTASI_CITY": "Pemerintah Kota Contoh",
            "MUTASI_DEMO": "1",
            "MUTASI_HTTPS": "1",
            "MUTASI_SESSION_IDLE_MINUTES": "15",
            "MUTASI_SESSION_HOURS": "8",
            "MUTASI_TRUSTED_PROXIES": "2",
        }
    )
    assert settings.database_owner == "postgresql://owner@host/city"
    assert (settings.demo, settings.https, settings.trusted_proxies) == (True, True, 2)
    assert (settings.session_idle, settings.session_life) == (timedelta(minutes=15), timedelta(hours=8))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MUTASI_SECRET", "short"),
        ("MUTASI_DEMO", "yes"),
        ("MUTASI_HTTPS", "true"),
        ("MUTASI_SESSION_IDLE_MINUTES", "0"),
        ("MUTASI_SESSION_HOURS", "-1"),
        ("MUTASI_SESSION_HOURS", "12h"),
        ("MUTASI_TRUSTED_PROXIES", "٣"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named(name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=name):
        from_environment({"MUTASI_SECRET": SECRET} | {name: value})


def test_where_no_secret_can_be_kept_one_is_asked_for(somewhere: Path) -> None:
    (somewhere / "var").write_text("a file where the folder should be")
    with pytest.raises(WrongSetting, match="MUTASI_SECRET"):
        from_environment({})


MAILS = {"MUTASI_SECRET": SECRET, "MUTASI_SMTP_HOST": "mail.example.go.id", "MUTASI_SMTP_FROM": "a@example.go.id"}
MAILS |= {"MUTASI_ADDRESS": "https://mutasi.example.go.id/"}


def test_without_a_mail_server_no_mails_are_sent() -> None:
    assert from_environment({"MUTASI_SECRET": SECRET}).mail_server is None


@pytest.mark.parametrize(
    ("given", "port"),
    [({}, 587), ({"MUTASI_SMTP_SECURITY": "tls"}, 465), ({"MUTASI_SMTP_SECURITY": "plain"}, 25)],
)
def test_a_mail_server_is_spoken_to_safely_unless_told_otherwise(given: dict[str, str], port: int) -> None:
    settings = from_environment(MAILS | given)
    assert settings.address == "https://mutasi.example.go.id"
    assert settings.mail_server is not None
    assert settings.mail_server.port == port
    assert settings.mail_server.security == given.get("MUTASI_SMTP_SECURITY", "starttls")


def test_a_mail_server_s_password_is_shown_nowhere() -> None:
    settings = from_environment(MAILS | {"MUTASI_SMTP_USER": "mutasi", "MUTASI_SMTP_PASSWORD": "kata-sandi"})
    assert "kata-sandi" not in f"{settings!r} {settings.mail_server!r}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MUTASI_SMTP_SECURITY", "ssl"),
        ("MUTASI_SMTP_PORT", "smtp"),
        ("MUTASI_SMTP_FROM", ""),
        ("MUTASI_SMTP_FROM", "a@b\nBcc: c@d"),
        ("MUTASI_ADDRESS", ""),
        ("MUTASI_ADDRESS", "mutasi.example.go.id"),
    ],
)
def test_a_setting_for_mails_that_cannot_be_meant_is_named(name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=name):
        from_environment(MAILS | {name: value})
