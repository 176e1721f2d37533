"""Log lines carry ids, never the token or a phone number."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import structlog

from bot.app import build_application, running
from bot.logs import redacted, set_up_logging
from bot.pretend import Call, PretendTelegram
from bot.settings import Settings
from knowledge.assistant import Assistant
from tests.bot.phone import Phone
from tests.conftest import NOW

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


@pytest.fixture(autouse=True)
def quiet_afterwards() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = hooks
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_token_and_phone_are_redacted_in_our_lines_and_the_libraries(
    capsys: pytest.CaptureFixture[str], log_format: str
) -> None:
    set_up_logging(log_format=log_format, level="INFO")
    structlog.get_logger("bot").info("called", url=f"https://x/bot{TOKEN}/getMe", who=["0912 345 678"])
    logging.getLogger("telegram").error("failed: %s", f"https://x/bot{TOKEN}/getMe, +84912345678")
    try:
        raise ValueError(f"broken at bot{TOKEN}")
    except ValueError:
        structlog.get_logger("bot").exception("boom")
    shown = capsys.readouterr().err
    assert shown.count("called") == shown.count("boom") == 1
    assert TOKEN not in shown
    assert [number for number in ("0912 345 678", "+84912345678", "912345678") if number in shown] == []
    assert shown.count("[token]") == 3


@pytest.mark.parametrize("raising", ["raise error", "t = threading.Thread(target=fail); t.start(); t.join()"])
def test_a_crash_tells_no_token(raising: str) -> None:
    program = f"""
import threading
from bot.logs import set_up_logging
set_up_logging(log_format="text", level="INFO")
error = ValueError("https://x/bot{TOKEN}/getMe and https://x/bot{TOKEN.replace(":", "%3A")}/getMe")
def fail():
    raise error
{raising}
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - our own words
    assert "crashed" in done.stderr
    assert "ValueError: https://x/bot[token]/getMe and https://x/bot[token]/getMe" in done.stderr
    assert TOKEN.partition(":")[2] not in done.stderr + done.stdout


async def test_an_error_with_the_address_in_it_is_told_without_the_token(
    settings: Settings, assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(call: Call) -> None:
        if call.method == "sendMessage":
            raise httpx.ConnectError(f"https://api.telegram.org/bot{TOKEN}/sendMessage")

    set_up_logging(log_format="text", level="INFO")
    telegram = PretendTelegram(fail)
    async with running(build_application(settings, request=telegram, clock=lambda: NOW, assistant=assistant)) as built:
        await Phone(built, telegram, 501).says("/menu")
    shown = capsys.readouterr().err
    assert "update failed" in shown
    assert "[token]" in shown
    assert TOKEN not in shown


def test_the_libraries_are_silent_about_urls_and_peoples_words(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(log_format="text", level="DEBUG")
    logging.getLogger("httpx").info("HTTP Request: POST https://x/bot%s/getMe", TOKEN)
    logging.getLogger("telegram.Bot").debug("No new updates found: %s", "lời của người dân")
    assert capsys.readouterr().err == ""


def test_json_lines_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(log_format="json", level="INFO")
    structlog.get_logger("bot").info("question answered", entry="chi-tieu-14", score=0.9)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["entry"], line["score"], line["level"]) == (
        "question answered",
        "chi-tieu-14",
        0.9,
        "info",
    )


def test_amounts_and_dates_are_no_phone_numbers() -> None:
    said = "2.525 tỷ, 700.000 đồng, 15/3/2026, 1.512.000"
    assert redacted(said) == said
