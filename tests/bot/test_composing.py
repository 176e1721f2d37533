"""Making a notice: what is asked, when, a second officer, drafts of several people, and every wrong word on the way."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlite_utils import Database

from bot import compose_texts as texts
from bot import notice_texts
from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.roles import address
from bot.settings import Settings
from broadcasts import audit_store, draft_store, notice_store, people_store
from broadcasts.asks import Ask, AskKind
from broadcasts.audience_store import BY_CHOICE, GROUP, LEADER
from broadcasts.notice import Audience, Notice, NoticeState
from broadcasts.people import Rank, Role
from broadcasts.schedule import BeforeEvent, Once, Weekly
from knowledge.assistant import Assistant
from tests.bot.phone import Phone, plain
from tests.conftest import NOW

MAI, NAM = 9001, 9002


@pytest.fixture
def mai(application: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(application, telegram, MAI, name="Mai")


@pytest.fixture
async def nam(application: WardApplication, telegram: PretendTelegram) -> Phone:
    """A second officer, with a name; and the head of TDP 5."""

    def live(db: Database) -> None:
        office = people_store.open_office(db, Role.OFFICER, NOW, name="Nam")
        people_store.take_office(db, office, address(NAM), NOW)
        office = people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD, name="Lan")
        people_store.take_office(db, office, address(701), NOW)
        people_store.name_offices(db, address(MAI), "Mai")

    await application.bot_data["ward"].database.run(live)
    await application.bot_data["ward"].roles.refresh()
    return Phone(application, telegram, NAM, name="Nam")


async def _notice(application: WardApplication, notice_id: int = 1) -> Notice:
    found: Notice | None = await application.bot_data["ward"].database.run(notice_store.notice, notice_id)
    assert found is not None
    return found


async def _actions(application: WardApplication) -> list[str]:
    lines = await application.bot_data["ward"].database.run(audit_store.latest, 10)
    return [line.action for line in reversed(lines)]


async def _for_leaders(officer: Phone, text: str = "Họp tổ") -> None:
    """Write for all leaders, up to what is asked."""
    await officer.asks("/thongbao")
    await officer.asks(text)
    await officer.presses("⬜ " + texts.ALL_LEADERS)
    assert (await officer.presses(texts.NEXT_STEP)).text == plain(texts.ASK)


async def test_a_figure_is_named_counted_to_a_target_and_has_its_time(
    application: WardApplication, mai: Phone, nam: Phone
) -> None:
    await _for_leaders(mai)
    assert (await mai.presses(texts.ASKS[AskKind.FIGURE])).text == plain(texts.UNIT)
    assert (await mai.asks("số hộ " * 20)).text == texts.UNIT_TOO_LONG
    target = await mai.asks("số hộ  đã phân loại rác")
    assert target.text == plain(texts.TARGET)
    assert (len(target.buttons), target.buttons[-1]) == (24, texts.NO_TARGET)
    assert (await mai.presses("15")).text == plain(texts.UNTIL)
    assert (await mai.presses("3 ngày")).text == plain(texts.WHEN)
    _, question = await mai.presses_for_all(texts.NOW)
    assert "Cần trả lời: báo số hộ đã phân loại rác (chỉ tiêu 15). Hạn: 3 ngày sau khi gửi." in question.text
    found = await _notice(application)
    assert found.body.ask == Ask(kind=AskKind.FIGURE, unit="số hộ đã phân loại rác", target=15)
    assert found.answer_within == timedelta(days=3)


@pytest.mark.parametrize(
    ("audience", "counts", "told"),
    [
        (Audience(leaders=True), {LEADER: 45}, "<b>Tin sẽ tới 45 tổ trưởng và tổ phó.</b>"),
        (Audience(officers=True), {LEADER: 3}, "<b>Tin sẽ tới 3 cán bộ.</b>"),
        (
            Audience(officers=True, leaders_of=("5",), topics=("an-ninh",)),
            {LEADER: 4, GROUP: 2, BY_CHOICE: 900},
            "<b>Tin sẽ tới 906 nơi</b>: 4 cán bộ, tổ trưởng và tổ phó; 2 nhóm; 900 người dân.",
        ),
        (Audience(topics=("an-ninh",)), {BY_CHOICE: 1}, "<b>Tin sẽ tới 1 người dân.</b>"),
        (Audience(leaders=True), {}, "<b>Tin chưa tới được ai.</b>"),
    ],
)
def test_whom_a_notice_reaches_is_said_as_people_say_it(audience: Audience, counts: dict[int, int], told: str) -> None:
    assert notice_texts.reached(audience, Counter(counts), []) == told


def test_who_waits_for_the_digest_is_told_beside_those_reached_at_once() -> None:
    told = notice_texts.reached(Audience(topics=("an-ninh",)), Counter({BY_CHOICE: 7}), [], 3, None)
    assert told == (
        "<b>Tin sẽ tới 7 người dân.</b>\n\n"
        "Thêm 3 người dân nhận trong tin gộp sáng thứ bảy kế tiếp. Họ đã chọn nhận gộp mỗi tuần một tin."
    )


async def test_a_choice_takes_two_to_four_short_answers(application: WardApplication, mai: Phone, nam: Phone) -> None:
    await _for_leaders(mai)
    assert (await mai.presses(texts.ASKS[AskKind.CHOICE])).text == plain(texts.CHOICES)
    for wrong in ("Sáng", "1\n2\n3\n4\n5", "Sáng\n" + "x" * 31, "\n\n"):
        assert (await mai.asks(wrong)).text == plain(texts.CHOICES)
    assert (await mai.asks("Sáng\n\n Chiều \nSáng")).text == plain(texts.UNTIL)
    await mai.presses("Không hạn")
    found = await _notice(application)
    assert (found.body.ask.choices, found.answer_within) == (("Sáng", "Chiều"), None)


async def test_a_meeting_has_a_time_to_come_read_back_in_full(
    application: WardApplication, mai: Phone, nam: Phone
) -> None:
    await _for_leaders(mai)
    assert (await mai.presses(texts.ASKS[AskKind.ATTEND])).text == plain(texts.MEETING)
    assert "chưa hiểu" in (await mai.asks("khi nào rảnh")).text
    understood, again = await mai.says("thứ hai hằng tuần 7h")
    assert (understood.text, again.text) == ("Thứ hai hằng tuần, 7:00", plain(texts.MEETING))
    asked_back = await mai.asks("7h")
    assert asked_back.buttons == ("Chủ nhật 22/11/2026, 19:00", "Thứ hai 23/11/2026, 7:00")
    assert (await mai.presses("Thứ hai")).text == plain(texts.UNTIL)
    found = await _notice(application)
    assert found.body.ask.meets_at == NOW.replace(day=23, hour=7)
    assert (await mai.presses_data("b:reading:1:meeting:0"))[0].text == plain(texts.ASK)


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        ("19h30 thu sau", Once(NOW.replace(day=27, hour=19, minute=30))),
        ("thứ hai hằng tuần 7h", Weekly(frozenset({0}), NOW.replace(hour=7).time())),
    ],
)
async def test_the_time_is_typed_in_own_words(
    application: WardApplication, mai: Phone, nam: Phone, words: str, plan: Once | Weekly
) -> None:
    await _for_leaders(mai)
    await mai.presses(texts.ASKS[AskKind.NOTHING])
    understood, _, question = await mai.says(words)
    assert f"Gửi: {understood.text}." in question.text
    assert (await _notice(application)).plan == plan


async def test_what_the_time_may_mean_is_asked_back(application: WardApplication, mai: Phone, nam: Phone) -> None:
    await _for_leaders(mai)
    await mai.presses(texts.ASKS[AskKind.NOTHING])
    assert "chưa hiểu" in (await mai.asks("lúc nào cũng được")).text
    assert "đã qua" in (await mai.asks("20/11/2026 7h")).text
    assert len((await mai.asks("8h")).buttons) == 2
    _, question = await mai.presses_for_all("Thứ hai 23/11/2026, 8:00")
    assert "Gửi: Thứ hai 23/11/2026, 8:00." in question.text
    assert (await mai.presses_data("b:reading:1:at:1"))[0].text == plain(texts.WHEN)


async def test_a_far_reaching_notice_leaves_with_a_second_officers_yes(
    application: WardApplication, mai: Phone, nam: Phone
) -> None:
    await _for_leaders(mai)
    await mai.presses(texts.ASKS[AskKind.RECEIVED])
    await mai.presses("1 ngày")
    preview, question = await mai.presses_for_all(texts.NOW)
    assert plain(texts.NEEDS_SECOND) in question.text
    assert question.buttons == (texts.PROPOSE, texts.EDIT, texts.THROW_AWAY)
    send = next(data for data in mai.keyboard.values() if data.startswith("b:propose")).replace("propose", "send")
    assert (await mai.presses_data(send))[1].buttons == question.buttons, "no way around the second officer"
    shown, asked, told = await mai.presses_for_all(texts.PROPOSE)
    assert shown == preview
    assert asked.text.startswith(f"Mai xin duyệt tin {(await _notice(application)).code}.")
    assert told.text == texts.proposed(1)
    assert (await mai.presses_data("b:approve:1"))[0].text == texts.NOT_OWN
    # The engine sends in the background meanwhile.
    assert [one.text for one in await nam.presses_data("b:approve:1") if one.text.startswith("✅ Nam đã duyệt tin")]
    for late in ("b:approve:1", "b:give:1"):
        assert texts.NO_LONGER_PROPOSED in [one.text for one in await nam.presses_data(late)]
    assert (await _notice(application)).state is NoticeState.APPROVED
    assert await _actions(application) == ["propose", "approve"]


async def test_what_is_given_back_is_a_draft_again_and_its_author_is_told(
    application: WardApplication, mai: Phone, nam: Phone
) -> None:
    await _for_leaders(mai)
    await mai.presses(texts.ASKS[AskKind.NOTHING])
    await mai.presses_for_all(texts.NOW)
    await mai.presses_for_all(texts.PROPOSE)
    gave, told = await nam.presses_data("b:give:1")
    assert (gave.text, told.text.startswith("↩️ Nam trả lại tin")) == (texts.GAVE_BACK, True)
    assert (await _notice(application)).state is NoticeState.DRAFT
    (await mai.presses_data("b:draft:1"))[1]


async def test_what_is_approved_too_late_is_not_sent(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant
) -> None:
    now = [NOW]
    settings = settings.model_copy(update={"officer_ids": (MAI, NAM)})
    application = build_application(settings, request=telegram, clock=lambda: now[0], assistant=assistant)
    async with running(application):
        mai, nam = (Phone(application, telegram, person) for person in (MAI, NAM))
        await application.bot_data["ward"].database.run(
            lambda db: people_store.take_office(
                db, people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD), address(701), NOW
            )
        )
        await _for_leaders(mai)
        await mai.presses(texts.ASKS[AskKind.NOTHING])
        await mai.presses_for_all(texts.THIS_EVENING)
        await mai.presses_for_all(texts.PROPOSE)
        now[0] = NOW + timedelta(hours=11)
        told, author = await nam.presses_data("b:approve:1")
        assert (told.text, author.text) == (texts.TIME_PASSED, texts.time_passed(await _notice(application)))
        assert (await _notice(application)).state is NoticeState.DRAFT


async def test_an_urgent_notice_may_leave_alone_and_everybody_learns_of_it(
    application: WardApplication, mai: Phone, nam: Phone
) -> None:
    await _for_leaders(mai, "Bão về")
    await mai.presses(texts.ASKS[AskKind.NOTHING])
    await mai.presses_for_all(texts.NOW)
    await mai.presses(texts.EDIT)
    assert "✅ " + texts.URGENT in (await mai.presses("⬜ " + texts.URGENT)).buttons
    _, question = await mai.presses_for_all(texts.BACK_TO_LOOK)
    assert question.buttons == (texts.PROPOSE, texts.ALONE, texts.EDIT, texts.THROW_AWAY)
    assert (await mai.presses(texts.ALONE)).text == plain(texts.ALONE_WARNING)
    told = [one.text for one in await mai.presses_for_all(texts.ALONE_SURE)]
    found = await _notice(application)
    assert texts.sent_alone("Mai", found) in told
    assert (found.state, await _actions(application)) == (NoticeState.APPROVED, ["send_alone"])


async def test_the_only_officer_sends_and_is_told_of_the_rule(application: WardApplication, mai: Phone) -> None:
    office = await application.bot_data["ward"].database.run(
        lambda db: people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD)
    )
    await application.bot_data["ward"].database.run(people_store.take_office, office, address(701), NOW)
    await _for_leaders(mai)
    await mai.presses(texts.ASKS[AskKind.NOTHING])
    _, question = await mai.presses_for_all(texts.NOW)
    assert texts.ONLY_OFFICER in question.text
    assert question.buttons[0] == texts.SEND


async def test_two_officers_do_not_overwrite_each_other(application: WardApplication, mai: Phone, nam: Phone) -> None:
    await _for_leaders(mai)
    theirs = (await nam.presses_data("b:edit:1"))[0]
    assert (theirs.text, theirs.buttons) == (texts.NOT_YOURS, (texts.COPY,))
    assert (await nam.presses_data("b:drop:1"))[0].text == texts.NO_DRAFT
    await nam.presses_data("b:edit:1")
    assert (await nam.presses(texts.COPY)).text == plain(texts.WHEN)
    copied = await _notice(application, 2)
    assert (copied.body.text, copied.audience.leaders) == ("Họp tổ", True)
    assert (await nam.presses_data("b:copy:99"))[0].text == texts.NO_DRAFT


async def test_what_was_changed_since_the_last_look_is_looked_at_again(
    application: WardApplication, mai: Phone, nam: Phone
) -> None:
    await _for_leaders(mai)
    await mai.presses(texts.ASKS[AskKind.NOTHING])
    await mai.presses_for_all(texts.NOW)
    looked_at = mai.keyboard[texts.PROPOSE]
    await mai.presses_data("b:text:1")
    changed, question = await mai.says("Họp tổ lúc 19 giờ")
    assert "Họp tổ lúc 19 giờ" in changed.text
    again = await mai.presses_data(looked_at)
    assert [one.text for one in again] == [texts.CHANGED, changed.text, question.text]
    assert (await _notice(application)).state is NoticeState.DRAFT


async def test_drafts_survive_a_restart_and_are_gone_on_with(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant
) -> None:
    async with running(build_application(settings, request=telegram, clock=lambda: NOW, assistant=assistant)) as app:
        mai = Phone(app, telegram, MAI)
        assert (await mai.asks("/thongbao")).buttons == (texts.TEMPLATES,)
        await mai.asks("Họp tổ")
    async with running(build_application(settings, request=telegram, clock=lambda: NOW, assistant=assistant)) as app:
        mai = Phone(app, telegram, MAI)
        assert (await mai.asks("/thongbao")).buttons == (texts.TEMPLATES, texts.DRAFTS)
        code = (await app.bot_data["ward"].database.run(draft_store.drafts_of, address(MAI)))[0].code
        assert f"{code} Họp tổ" in (await mai.presses(texts.DRAFTS)).text
        assert (await mai.presses(code)).text == texts.NOBODY
        await mai.presses(texts.THROW_AWAY)
        assert (await mai.presses_data("b:drafts"))[0].text == texts.NO_DRAFTS


async def test_content_that_cannot_be_sent_is_said_at_once_and_awaited_again(
    application: WardApplication, mai: Phone, nam: Phone
) -> None:
    await mai.asks("/thongbao")
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    assert (await mai.sends(photo=photo, caption="a" * 901))[0].text == texts.CAPTION_TOO_LONG
    assert (await mai.asks("Kính gửi {tên}")).text == texts.unknown_variables(["tên"])
    assert (await mai.asks("Kính gửi {ten}, tổ {tdp}")).text == plain(texts.WHOM)


async def test_a_variable_nobody_can_fill_and_a_gap_keep_the_notice_back(
    application: WardApplication, mai: Phone, nam: Phone
) -> None:
    await application.bot_data["ward"].database.run(lambda db: db.execute("update offices set name = null"))
    await _for_leaders(mai, "Kính gửi {ten}, họp lúc «giờ họp»")
    await mai.presses(texts.ASKS[AskKind.NOTHING])
    preview, question = await mai.presses_for_all(texts.NOW)
    assert "Kính gửi (họ tên người nhận), họp lúc «giờ họp»" in preview.text
    assert texts.missing_variables(1) in question.text
    assert texts.NOT_WHILE_UNFILLED in question.text
    assert question.buttons == (texts.EDIT, texts.THROW_AWAY)
    mark = "00000000"
    assert (await mai.presses_data(f"b:propose:1:{mark}"))[0].text == texts.CHANGED


async def test_a_photo_carries_the_first_and_last_line_in_its_caption(
    application: WardApplication, telegram: PretendTelegram, mai: Phone, nam: Phone
) -> None:
    await mai.asks("/thongbao")
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    await mai.sends(photo=photo, caption="Lịch họp")
    await mai.presses("⬜ " + texts.ALL_LEADERS)
    await mai.presses(texts.NEXT_STEP)
    await mai.presses(texts.ASKS[AskKind.RECEIVED])
    await mai.presses("Không hạn")
    await mai.presses_for_all(texts.NOW)
    (copied,) = [call.parameters for call in telegram.calls if call.method == "copyMessage"]
    code = (await _notice(application)).code
    assert plain(copied["caption"]) == f"📢 Phường Gia Viên – 22/11/2026\n\nLịch họp\n\nMã tin: {code}"


async def test_an_event_of_the_calendar_is_a_time(application: WardApplication, mai: Phone, nam: Phone) -> None:
    events = application.bot_data["ward"].assistant.library.events
    ahead = next(event for event in events.values() if event.start > NOW.date())
    await _for_leaders(mai)
    await mai.presses(texts.ASKS[AskKind.NOTHING])
    said = await mai.says(f"trước {ahead.title} 1 ngày 7h")
    assert (await _notice(application)).plan == BeforeEvent(ahead.id, (1,), NOW.replace(hour=7).time()), said
