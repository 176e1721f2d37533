"""Calls over a real network: what arrives, and which failures prove that nothing did."""

import io
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError

from bot.messenger import result_of
from bot.transport import AiohttpRequest
from broadcasts.ports import Result
from tests.reliability.telegram_server import RESET_AFTER, RESET_BEFORE, Fault, TelegramServer, slow


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    request, updates = AiohttpRequest(server.url, 4), AiohttpRequest(server.url, 1)
    async with Bot(server.token, f"{server.url}/bot", request=request, get_updates_request=updates) as ours:
        yield ours


async def test_texts_and_files_arrive_whole(bot: Bot, server: TelegramServer) -> None:
    await bot.send_message(5, "Họp lúc 19 giờ & “đúng giờ”", parse_mode="HTML", disable_notification=True)
    await bot.send_document(5, io.BytesIO(b"%PDF \xff"), filename="lịch.pdf", caption="Lịch họp")
    text, document = server.deliveries[5]
    assert text.parameters == {
        "chat_id": 5, "text": "Họp lúc 19 giờ & “đúng giờ”", "parse_mode": "HTML", "disable_notification": True,
    }  # fmt: skip
    assert (document.text, b"%PDF \xff" in document.parameters.values()) == ("Lịch họp", True)


async def _failure(bot: Bot, server: TelegramServer, fault: Fault, **times: float) -> TelegramError:
    server.faults.script[5] = [fault]
    with pytest.raises(TelegramError) as raised:
        await bot.send_message(5, "Tin", **times)  # type: ignore[arg-type]
    return raised.value


@pytest.mark.parametrize("fault", [RESET_BEFORE, RESET_AFTER])
async def test_a_connection_reset_while_a_call_is_on_it_leaves_a_doubt(
    bot: Bot, server: TelegramServer, fault: Fault
) -> None:
    """However the client calls it: an answer that does not come says nothing about the message."""
    assert result_of(await _failure(bot, server, fault)) is Result.UNKNOWN


async def test_an_answer_that_comes_too_late_leaves_a_doubt(bot: Bot, server: TelegramServer) -> None:
    assert result_of(await _failure(bot, server, slow(1), read_timeout=0.05)) is Result.UNKNOWN
    assert server.texts(5) == ["Tin"]


async def test_where_nobody_listens_nothing_was_sent() -> None:
    lost = Bot("1:test", "http://127.0.0.1:9/bot", request=AiohttpRequest("http://127.0.0.1:9", 1))
    with pytest.raises(NetworkError) as raised:
        await lost.initialize()
    await lost.shutdown()
    assert result_of(raised.value) is Result.TRANSIENT


async def test_no_error_tells_the_token(bot: Bot, server: TelegramServer) -> None:
    error = await _failure(bot, server, RESET_BEFORE)
    assert isinstance(error, NetworkError)
    assert server.token not in str(error)
