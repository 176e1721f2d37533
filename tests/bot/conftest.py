"""The real application with its real database, talking to people's phones through the request seam."""

from collections.abc import AsyncIterator

import pytest

from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.settings import Settings
from knowledge.assistant import Assistant
from tests.bot.phone import Phone
from tests.conftest import NOW


@pytest.fixture
def telegram() -> PretendTelegram:
    return PretendTelegram()


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
