"""What Telegram answers, as the delivery engine hears it."""

import aiohttp
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot import people_texts
from bot.messenger import TelegramMessenger, result_of
from bot.pacing import Pacing
from bot.pretend import Call, PretendTelegram
from broadcasts.notice import Body
from broadcasts.people import Address
from broadcasts.ports import Outcome, Result

LAN = Address("telegram", "501")


def _caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Result.BLOCKED),
        (Forbidden("Forbidden: user is deactivated"), Result.DEACTIVATED),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Result.GONE),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Result.GONE),
        (BadRequest("Chat not found"), Result.GONE),
        (BadRequest("Not enough rights to send text messages to the chat"), Result.GONE),
        (BadRequest("Can't parse entities: unsupported start tag"), Result.REFUSED),
        (BadRequest("Message is too long"), Result.REFUSED),
        (NetworkError("Internal Server Error"), Result.TRANSIENT),
        (NetworkError("Internal Server Error: restart"), Result.UNKNOWN),
        (_caused(NetworkError("Internal Server Error (500). Parsing…"), TelegramError("")), Result.UNKNOWN),
        (NetworkError("Service Unavailable"), Result.TRANSIENT),
        (_caused(NetworkError("Service Unavailable (503). Parsing…"), TelegramError("")), Result.TRANSIENT),
        (NetworkError("Bad Gateway"), Result.UNKNOWN),
        (_caused(NetworkError("Bad Gateway (502). Parsing…"), TelegramError("")), Result.UNKNOWN),
        (NetworkError("Gateway Timeout"), Result.UNKNOWN),
        (_caused(TimedOut(), aiohttp.ConnectionTimeoutError()), Result.TRANSIENT),
        (_caused(TimedOut(), aiohttp.SocketTimeoutError()), Result.UNKNOWN),
        (_caused(NetworkError("…"), aiohttp.ClientOSError()), Result.UNKNOWN),
        (_caused(NetworkError("…"), aiohttp.ServerDisconnectedError()), Result.UNKNOWN),
        (TimedOut(), Result.UNKNOWN),
    ],
)
def test_each_error_is_one_outcome(error: TelegramError, result: Result) -> None:
    assert result_of(error) is result


TEXT = Body("<b>Tin</b>")


async def _send(telegram: PretendTelegram, body: Body = TEXT) -> Outcome:
    pacing = Pacing()
    bot: ExtBot[int] = ExtBot("1:test", request=telegram, get_updates_request=telegram, rate_limiter=pacing)
    async with bot:
        return await TelegramMessenger(bot, pacing, lambda: "phường Thử").send(LAN, body, code="B2C3D", chosen=False)


async def test_a_text_is_sent_and_its_id_kept() -> None:
    telegram = PretendTelegram()
    assert await _send(telegram) == Outcome(Result.SENT, "1")
    (call,) = [call for call in telegram.calls if call.method == "sendMessage"]
    assert (call.parameters["chat_id"], call.parameters["text"]) == (501, "<b>Tin</b>")


async def test_what_one_chose_carries_the_way_out() -> None:
    pacing, telegram = Pacing(), PretendTelegram()
    bot: ExtBot[int] = ExtBot("1:test", request=telegram, get_updates_request=telegram, rate_limiter=pacing)
    async with bot:
        await TelegramMessenger(bot, pacing, lambda: "phường Thử").send(LAN, TEXT, code="", chosen=True)
    (call,) = [call for call in telegram.calls if call.method == "sendMessage"]
    ((button,),) = call.parameters["reply_markup"]["inline_keyboard"]
    assert (button["text"], button["callback_data"]) == (people_texts.STOP_EVERYTHING, "s:stop")


async def test_any_content_is_sent_by_copying_the_authors_message() -> None:
    telegram = PretendTelegram()
    outcome = await _send(telegram, Body(copied_from=Address("telegram", "9001"), copied_message="33"))
    assert outcome == Outcome(Result.SENT, "1")
    (call,) = [call for call in telegram.calls if call.method == "copyMessage"]
    assert call.parameters == {"chat_id": 501, "from_chat_id": 9001, "message_id": 33}


async def test_what_telegram_refuses_is_told_in_its_words() -> None:
    def refuse(call: Call) -> tuple[int, str] | None:
        return (400, "Bad Request: can't parse entities") if call.method == "sendMessage" else None

    assert await _send(PretendTelegram(refuse)) == Outcome(Result.REFUSED, said="Can't parse entities")


async def test_a_flood_penalty_and_a_chat_that_is_paced_are_waits() -> None:
    pacing = Pacing(clock=lambda: 1000.0)
    telegram = PretendTelegram()
    bot: ExtBot[int] = ExtBot("1:test", request=telegram, get_updates_request=telegram, rate_limiter=pacing)
    async with bot:
        messenger = TelegramMessenger(bot, pacing, lambda: "phường Thử")
        assert (await messenger.send(LAN, Body("1"), code="", chosen=False)).result is Result.SENT
        paced = await messenger.send(LAN, Body("2"), code="", chosen=False)
        assert (paced.result, round(paced.wait.total_seconds(), 2)) == (Result.FLOOD_CHAT, 1.05)
