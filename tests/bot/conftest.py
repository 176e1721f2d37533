"""The real application with its real database, talking to people's phones through the request seam."""

from collections.abc import AsyncIterator, Iterator

import pytest
from PIL import ImageDraw

from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.settings import Settings
from knowledge.assistant import Assistant
from tests.bot.phone import Phone
from tests.bot.prints import Print
from tests.bot.processes import telegram_url
from tests.conftest import NOW

__all__ = ["telegram_url"]


@pytest.fixture
def telegram() -> Iterator[PretendTelegram]:
    """Holds, whatever a test is about, that no press is answered twice."""
    pretended = PretendTelegram()
    yield pretended
    assert pretended.answered_again == []


@pytest.fixture
async def application(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant
) -> AsyncIterator[WardApplication]:
    built = build_application(settings, request=telegram, clock=lambda: NOW, assistant=assistant)
    async with running(built) as started:
        yield started


@pytest.fixture
def resident(application: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(application, telegram, 501)


@pytest.fixture
def in_group(application: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(application, telegram, 501, group_id=-100777)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Print]:
    """Every line that is drawn on a picture, with the box its ink fills."""
    lines: list[Print] = []
    real = ImageDraw.ImageDraw.text

    def text(pen: ImageDraw.ImageDraw, xy: tuple[float, float], text: str, **style: object) -> None:
        lines.append((text, pen.textbbox(xy, text, font=style["font"], anchor=style["anchor"])))  # type: ignore[arg-type]
        real(pen, xy, text, **style)  # type: ignore[arg-type]

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", text)
    return lines
