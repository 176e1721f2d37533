"""Log lines carry ids, never the token or a phone number."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import redacted, set_up_logging

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


@pytest.fixture(autouse=True)
def quiet_afterwards() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
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
