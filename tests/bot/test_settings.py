"""Settings: each has its line in .env.example, and a bad one is told in a sentence."""

import re
from datetime import time
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def _example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_example_lists_exactly_the_settings() -> None:
    assert list(_example()) == [name.upper() for name in Settings.model_fields]


def test_the_example_holds_the_defaults() -> None:
    defaults = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    shown = {
        name: value.get_secret_value()
        if hasattr(value, "get_secret_value")
        else ""
        if value == ()
        else str(value).lower()
        if value is True
        else str(value)
        for name, value in defaults.items()
    }
    assert _example() == shown


def test_readme_tells_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([A-Z_]+)`", readme, re.MULTILINE)
    assert told == [name.upper() for name in Settings.model_fields]


def test_settings_are_read_from_the_env_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OFFICER_IDS=1, 2,-3\nUNKNOWN_THING=1\nDATA_DIR=x\n", encoding="utf-8")
    settings = read_settings()
    assert (settings.officer_ids, settings.data_dir) == ((1, 2, -3), Path("x"))


def test_office_hours_are_read_as_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICE_HOURS", "07:30-11:30, 13:30-17:00")
    assert read_settings().office_hours == ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    settings = read_settings()
    assert settings.token == TOKEN
    assert TOKEN not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("OFFICER_IDS", "12,abc", "Cài đặt OFFICER_IDS chưa đúng: chỉ gồm các số, cách nhau bằng dấu phẩy"),
        ("OFFICE_HOURS", "7h30 - 17h", "Cài đặt OFFICE_HOURS chưa đúng: phải ghi như 07:30-11:30"),
        ("ANSWER_WORKING_DAYS", "0", "Cài đặt ANSWER_WORKING_DAYS chưa đúng"),
        ("TIMEZONE", "Mars/Base", "Cài đặt TIMEZONE chưa đúng: không có múi giờ này"),
        (
            "TELEGRAM_API_BASE_URL",
            "api.telegram.org",
            "Cài đặt TELEGRAM_API_BASE_URL chưa đúng: phải bắt đầu bằng http",
        ),
        ("WEBHOOK_PORT", "0", "Cài đặt WEBHOOK_PORT chưa đúng"),
        ("BOT_MODE", "webhook", "Cài đặt chưa đúng: BOT_MODE=webhook cần WEBHOOK_URL"),
        ("BOT_MODE", "carrier-pigeon", "Cài đặt BOT_MODE chưa đúng"),
        ("LOG_FORMAT", "xml", "Cài đặt LOG_FORMAT chưa đúng"),
    ],
)
def test_a_bad_setting_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert str(raised.value).startswith(sentence)
    assert len(str(raised.value).splitlines()) == 1


def test_a_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_MODE", "webhook")
    monkeypatch.setenv("WEBHOOK_URL", "https://phuong.example/bot")
    with pytest.raises(SettingsError, match="WEBHOOK_SECRET"):
        read_settings()
    monkeypatch.setenv("WEBHOOK_SECRET", "s")
    assert read_settings().webhook_url == "https://phuong.example/bot"
