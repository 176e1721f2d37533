"""What Telegram answers, as the delivery engine hears it."""

from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot import change_texts, people_texts
from bot.messenger import TelegramMessenger, result_of
from bot.pacing import CHAT_GAP, Pacing
from bot.pretend import Call, PretendTelegram
from broadcasts.notice import PARTS_MISSING, Body
from broadcasts.people import Address
from broadcasts.ports import Outcome, Result
from tests.conftest import HERE

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
        return await TelegramMessenger(bot, pacing, lambda: "phường Thử", HERE).send(
            LAN, body, code="B2C3D", chosen=False
        )


async def test_a_text_is_sent_and_its_id_kept() -> None:
    telegram = PretendTelegram()
    assert await _send(telegram) == Outcome(Result.SENT, "1")
    (call,) = [call for call in telegram.calls if call.method == "sendMessage"]
    assert (call.parameters["chat_id"], call.parameters["text"]) == (501, "<b>Tin</b>")


async def test_what_one_chose_carries_the_way_out() -> None:
    pacing, telegram = Pacing(), PretendTelegram()
    bot: ExtBot[int] = ExtBot("1:test", request=telegram, get_updates_request=telegram, rate_limiter=pacing)
    async with bot:
        await TelegramMessenger(bot, pacing, lambda: "phường Thử", HERE).send(LAN, TEXT, code="", chosen=True)
    (call,) = [call for call in telegram.calls if call.method == "sendMessage"]
    ((button,),) = call.parameters["reply_markup"]["inline_keyboard"]
    assert (button["text"], button["callback_data"]) == (people_texts.STOP_EVERYTHING, "s:stop")


async def test_any_content_is_sent_by_copying_the_authors_message() -> None:
    telegram = PretendTelegram()
    outcome = await _send(telegram, Body(copied_from=Address("telegram", "9001"), copied_message="33"))
    assert outcome == Outcome(Result.SENT, "1")
    (call,) = [call for call in telegram.calls if call.method == "copyMessage"]
    assert call.parameters == {"chat_id": 501, "from_chat_id": 9001, "message_id": 33}


async def _send_album(telegram: PretendTelegram, *, erased: int = 0) -> tuple[Outcome, list[int]]:
    """An album of three, of which somebody erased some, to one person."""
    photos = [telegram.message({"id": 9001}, {"id": 9001}, 0)["message"]["message_id"] for _ in range(3)]
    for photo in photos[:erased]:
        telegram.erase(9001, photo)
    album = Body("Chữ", Address("telegram", "9001"), captioned=True, album=tuple(map(str, photos)))
    return await _send(telegram, album), photos


async def test_an_album_is_copied_without_its_captions_and_its_words_wait_for_the_chat() -> None:
    telegram = PretendTelegram()
    outcome, photos = await _send_album(telegram)
    assert replace(outcome, wait=timedelta(0)) == Outcome(Result.PARTS, parts=("4", "5", "6"))
    assert 1 < outcome.wait.total_seconds() <= CHAT_GAP
    (call,) = [call for call in telegram.calls if call.method != "getMe"]
    assert (call.method, call.parameters) == (
        "copyMessages",
        {"chat_id": 501, "from_chat_id": 9001, "message_ids": photos, "remove_caption": True},
    )


async def test_an_album_with_a_part_missing_is_refused_and_what_arrived_is_known() -> None:
    outcome, _ = await _send_album(PretendTelegram(), erased=1)
    assert outcome == Outcome(Result.REFUSED, parts=("4", "5"), said=PARTS_MISSING)
    outcome, _ = await _send_album(PretendTelegram(), erased=3)
    assert outcome == Outcome(Result.REFUSED, said="Message to forward not found")


async def test_what_telegram_refuses_is_told_in_its_words() -> None:
    def refuse(call: Call) -> tuple[int, str] | None:
        return (400, "Bad Request: can't parse entities") if call.method == "sendMessage" else None

    assert await _send(PretendTelegram(refuse)) == Outcome(Result.REFUSED, said="Can't parse entities")


async def test_a_flood_penalty_and_a_chat_that_is_paced_are_waits() -> None:
    pacing = Pacing(clock=lambda: 1000.0)
    telegram = PretendTelegram()
    bot: ExtBot[int] = ExtBot("1:test", request=telegram, get_updates_request=telegram, rate_limiter=pacing)
    async with bot:
        messenger = TelegramMessenger(bot, pacing, lambda: "phường Thử", HERE)
        assert (await messenger.send(LAN, Body("1"), code="", chosen=False)).result is Result.SENT
        paced = await messenger.send(LAN, Body("2"), code="", chosen=False)
        assert (paced.result, round(paced.wait.total_seconds(), 2)) == (Result.FLOOD_CHAT, 1.05)


NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
)
TOO_OLD = "Bad Request: message can't be deleted for everyone"
NO_TEXT = "Bad Request: there is no text in the message to edit"
NO_CAPTION = "Bad Request: there is no caption in the message to edit"
PHOTO = Body("Chữ mới", Address("telegram", "9001"), "33", captioned=True)


def _refusing(**refused: str) -> PretendTelegram:
    """Telegram refusing some methods in these words."""
    return PretendTelegram(lambda call: (400, refused[call.method]) if call.method in refused else None)


async def _change(telegram: PretendTelegram, body: Body | None, *copies: str) -> tuple[Outcome, list[str]]:
    """A correction into a body, or without one a recall; returns its outcome and the methods that were called."""
    pacing = Pacing()
    bot: ExtBot[int] = ExtBot("1:test", request=telegram, get_updates_request=telegram, rate_limiter=pacing)
    async with bot:
        messenger = TelegramMessenger(bot, pacing, lambda: "phường Thử", HERE)
        if body is None:
            outcome = await messenger.recall(LAN, copies, code="B2C3D")
        else:
            outcome = await messenger.correct(LAN, copies[0], body, code="B2C3D", chosen=True)
    return outcome, [call.method for call in telegram.calls if call.method != "getMe"]


async def test_a_correction_edits_the_text_and_keeps_the_way_out() -> None:
    telegram = PretendTelegram()
    assert await _change(telegram, TEXT, "7") == (Outcome(Result.SENT, "7"), ["editMessageText"])
    call = telegram.calls[-1]
    assert (call.parameters["chat_id"], call.parameters["message_id"], call.parameters["text"]) == (501, 7, TEXT.text)
    assert call.parameters["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "s:stop"


async def test_a_correction_of_what_was_copied_edits_its_caption_or_its_text() -> None:
    assert await _change(PretendTelegram(), PHOTO, "7") == (Outcome(Result.SENT, "7"), ["editMessageCaption"])
    assert await _change(_refusing(editMessageCaption=NO_CAPTION), PHOTO, "7") == (
        Outcome(Result.SENT, "7"), ["editMessageCaption", "editMessageText"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "result"),
    [
        (NOT_MODIFIED, Result.SENT),
        ("Bad Request: message to edit not found", Result.VANISHED),
        ("Bad Request: message can't be edited", Result.FIXED),
        ("Bad Request: can't parse entities", Result.REFUSED),
        ("Bad Request: chat not found", Result.GONE),
    ],
)
async def test_what_a_refused_correction_means(said: str, result: Result) -> None:
    outcome, _ = await _change(_refusing(editMessageText=said), TEXT, "7")
    assert outcome.result is result


async def test_a_poll_has_nothing_to_correct() -> None:
    outcome, _ = await _change(_refusing(editMessageText=NO_TEXT, editMessageCaption=NO_CAPTION), PHOTO, "7")
    assert outcome.result is Result.FIXED


async def test_a_recall_deletes_every_copy() -> None:
    assert await _change(PretendTelegram(), None, "9", "7") == (
        Outcome(Result.SENT), ["deleteMessage", "deleteMessage"],
    )  # fmt: skip


async def test_what_is_too_old_to_be_deleted_says_that_it_was_recalled() -> None:
    telegram = _refusing(deleteMessage=TOO_OLD, editMessageText=NO_TEXT)
    assert await _change(telegram, None, "7") == (
        Outcome(Result.NOTED, "7"), ["deleteMessage", "editMessageText", "editMessageCaption"],
    )  # fmt: skip
    assert telegram.calls[-1].parameters["caption"] == change_texts.recalled("B2C3D")


async def test_what_a_reader_deleted_is_gone_and_what_cannot_be_changed_stays() -> None:
    gone = _refusing(deleteMessage="Bad Request: message to delete not found")
    assert (await _change(gone, None, "7"))[0].result is Result.VANISHED
    fixed = _refusing(deleteMessage=TOO_OLD, editMessageText=NO_TEXT, editMessageCaption=NO_CAPTION)
    assert (await _change(fixed, None, "7"))[0].result is Result.FIXED


async def test_a_corrected_picture_still_to_be_sent_carries_its_new_words() -> None:
    telegram = PretendTelegram()
    await _send(telegram, PHOTO)
    assert telegram.calls[-1].parameters["caption"] == "Chữ mới"
