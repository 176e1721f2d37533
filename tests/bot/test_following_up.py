"""What officers see of the answers, as words, picture and file; reminding; passing on."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlite_utils import Database

from bot import check_texts, receipt_texts, relay_texts
from bot import follow_up_texts as texts
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.roles import address
from broadcasts import claim_store, delivery_store, draft_store, notice_store, people_store, receipt_store
from broadcasts.asks import Ask, AskKind, Given
from broadcasts.draft_store import Change
from broadcasts.notice import Audience, Body
from broadcasts.people import Rank, Role
from broadcasts.schedule import AtOnce
from tests.bot.engine import carried_out
from tests.bot.phone import Phone, plain
from tests.bot.prints import Print
from tests.conftest import NOW

MAI = address(9001)
FIGURE = Ask(kind=AskKind.FIGURE, unit="số hộ phân loại rác", target=14)


@pytest.fixture
def officer(application: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(application, telegram, 9001, name="Mai")


async def _sent(application: WardApplication, ask: Ask, text: str = "Báo số hộ") -> str:
    """A notice that the heads of TDPs 2 and 10 have, TDP 7 waiting for its head; returns its code."""

    def send(db: Database) -> str:
        for person, tdp in ((701, "2"), (702, "10")):
            office = people_store.open_office(db, Role.LEADER, NOW, tdp=tdp, rank=Rank.HEAD, name=f"Bác {tdp}")
            people_store.take_office(db, office, address(person), NOW)
        people_store.open_office(db, Role.LEADER, NOW, tdp="7", rank=Rank.HEAD)
        draft = draft_store.start(db, Body(text), MAI, NOW)
        change = Change(audience=Audience(leaders=True), plan=AtOnce(), ask=ask)
        draft_store.change(db, draft.id, MAI, lambda _: change)
        draft_store.release(db, draft.id, MAI, NOW)
        delivery_store.start_due(db, NOW)
        claims = claim_store.claim(db, 10, NOW)
        delivery_store.record_sent(db, [(claim.delivery, str(claim.delivery)) for claim in claims], NOW)
        return draft.code

    code: str = await application.bot_data["ward"].database.run(send)
    await application.bot_data["ward"].roles.refresh()
    return code


async def _answers(application: WardApplication, person: int, given: Given) -> None:
    await application.bot_data["ward"].database.run(receipt_store.answer, 1, address(person), given, NOW)


async def test_nothing_was_asked_yet(officer: Phone) -> None:
    assert (await officer.asks("/baocao")).text.startswith("Chưa gửi tin nào cho tổ trưởng.")
    assert (await officer.presses(texts.BY_TARGET)).text == plain(texts.NO_TARGETS)
    for gone in ("r:show:9", "r:words:9", "r:file:9", "r:answers:9"):
        assert (await officer.presses_data(gone))[0].text == texts.NO_REPORT
    assert (await officer.presses_data("r:target:14"))[0].text == plain(texts.NO_TARGETS)


async def test_a_report_is_a_picture_words_and_a_file(
    application: WardApplication, telegram: PretendTelegram, officer: Phone
) -> None:
    code = await _sent(application, FIGURE)
    await _answers(application, 701, Given(figure=45))
    assert (await officer.asks("/baocao")).buttons == (code, texts.BY_TARGET)
    await officer.presses_data("r:show:1")
    told = [call for call in telegram.calls if call.method in ("sendPhoto", "sendMessage")][-2:]
    assert [call.method for call in told] == ["sendPhoto", "sendMessage"]
    assert plain(told[1].parameters["text"]) == (
        f"Tin {code}: Báo số hộ\n\nSố hộ phân loại rác: 45. Đã báo 1/3 tổ.\nChưa trả lời: tổ 10.\n"
        "Chưa có người liên kết: tổ 7."
    )
    assert (await officer.presses(texts.ANSWERS)).text == f"Tin {code}: trả lời\n\n• Tổ dân phố 2 (Bác 2): 45"
    await officer.presses_data("r:file:1")
    ((name, content),) = telegram.calls[-1].uploads.items()
    assert name == f"bao-cao-{code}.xlsx"
    assert len(load_workbook(BytesIO(content)).sheetnames) == 2


async def test_only_the_silent_are_reminded(
    application: WardApplication, telegram: PretendTelegram, officer: Phone
) -> None:
    await _sent(application, Ask(kind=AskKind.RECEIVED))
    await _answers(application, 701, Given())
    assert (await officer.presses_data("r:words:1"))[0].buttons[0] == texts.REMIND
    told = [one.text for one in await officer.presses_data("r:remind:1")]
    assert texts.reminded(1) in told
    await carried_out(application)
    reminded = [call.parameters for call in telegram.calls if "🔔 Nhắc lại" in str(call.parameters.get("text"))]
    assert [call["chat_id"] for call in reminded] == [702]
    await _answers(application, 702, Given())
    assert texts.REMIND not in (await officer.presses_data("r:words:1"))[0].buttons
    assert (await officer.presses_data("r:remind:1"))[0].text == texts.reminded(0)


async def test_reasons_and_choices_are_told_tdp_by_tdp(application: WardApplication, officer: Phone) -> None:
    code = await _sent(application, Ask(kind=AskKind.ATTEND, meets_at=NOW))
    assert (await officer.presses_data("r:answers:1"))[0].text == f"Tin {code}: trả lời\n\n{texts.NO_ANSWERS}"
    await _answers(application, 701, Given(attends=False, reason="ốm <nặng>"))
    await _answers(application, 702, Given(attends=True))
    assert (await officer.presses_data("r:answers:1"))[0].text == (
        f"Tin {code}: trả lời\n\n• Tổ dân phố 2 (Bác 2): vắng: ốm <nặng>\n• Tổ dân phố 10 (Bác 10): dự họp"
    )


async def test_figures_add_up_by_target(
    application: WardApplication, telegram: PretendTelegram, officer: Phone
) -> None:
    await _sent(application, FIGURE)
    await _answers(application, 701, Given(figure=45))
    await officer.asks("/baocao")
    (label,) = (await officer.presses(texts.BY_TARGET)).buttons[:-1]
    assert label.startswith("14. ")
    await officer.presses(label)
    assert telegram.calls[-1].parameters["caption"] == texts.target(14, FIGURE.unit)


async def test_a_notice_is_passed_on_as_text_picture_and_script(
    application: WardApplication, telegram: PretendTelegram, officer: Phone
) -> None:
    code = await _sent(application, Ask(), "Họp lúc 19:30 tại UBND phường")
    lan = Phone(application, telegram, 701)
    shown = await lan.presses_data("v:relay:1")
    assert shown[0].text == plain(relay_texts.TO_PASTE)
    assert ("Họp lúc 19:30 tại UBND phường" in shown[1].text, code in shown[1].text) == (True, True)
    assert shown[2].text == relay_texts.PICTURE
    assert "mười chín giờ ba mươi" in shown[3].text
    assert "Ủy ban nhân dân" in shown[3].text
    stranger = Phone(application, telegram, 999)
    assert await stranger.presses_data("v:relay:1") == []
    assert telegram.calls[-1].parameters["text"] == receipt_texts.NOT_ASKED
    await application.bot_data["ward"].database.run(notice_store.withdraw, 1)


async def test_what_is_passed_on_names_nobody_and_is_known_again(
    application: WardApplication, telegram: PretendTelegram, officer: Phone, printed: list[Print]
) -> None:
    await _sent(application, Ask(), "Kính gửi ông/bà {ten}, mời tổ {tdp} đi họp")
    _, pasted, _, read_aloud = await Phone(application, telegram, 701).presses_data("v:relay:1")
    assert pasted.text.split("\n\n")[1] == "Kính gửi ông/bà, mời tổ 2 đi họp"
    assert "Kính gửi ông/bà, mời tổ 2 đi họp" in " ".join(text for text, _ in printed)
    assert "mời tổ hai đi họp" in read_aloud.text
    checked = await Phone(application, telegram, 501).says(pasted.text)
    assert [one.text for one in checked][1:] == [check_texts.SAME_WORDS]
    only_code = await Phone(application, telegram, 501).says(f"/kiemtra {pasted.text.rsplit(' ', 1)[1]}")
    assert [one.text for one in only_code][1:] == ["Kính gửi ông/bà, mời tổ … đi họp"]


async def test_a_notice_without_words_is_forwarded_as_it_is(
    application: WardApplication, telegram: PretendTelegram, officer: Phone
) -> None:
    await _sent(application, Ask(), "")
    assert (await Phone(application, telegram, 701).presses_data("v:relay:1"))[0].text == relay_texts.FORWARD_IT
