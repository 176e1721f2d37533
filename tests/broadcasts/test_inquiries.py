"""Questions handed over to officers, in rows: steps, limits, who answers, what is forgotten and what stays."""

from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from broadcasts import (
    audit_store,
    group_store,
    inquiry_care_store,
    inquiry_post_store,
    inquiry_steps,
    inquiry_store,
    people_store,
    personal_data_store,
    subscription_store,
)
from broadcasts.inquiry import (
    GIVE_UP,
    MOST_ADDED,
    MOST_OPEN,
    MOST_SAME,
    QUIET_CLOSED,
    SAME_WITHIN,
    TEXT_KEPT,
    Content,
    Figures,
    InquiryState,
    Message,
    MessageState,
    Post,
    Refusal,
    RefusedError,
    Side,
    View,
)
from broadcasts.people import LOST_KEPT, Address, Role
from tests.conftest import NOW

ASKER, OTHER = Address("telegram", "501"), Address("telegram", "502")
LAN, NAM = Address("telegram", "9001"), Address("telegram", "9002")
DUE = NOW + timedelta(hours=30)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def officers(db: Database) -> None:
    for who, name in ((LAN, "Lan"), (NAM, "Nam")):
        people_store.take_office(db, people_store.open_office(db, Role.OFFICER, NOW, name=name), who, NOW)


def _ask(db: Database, words: str = "giờ làm việc?", who: Address = ASKER, now: datetime = NOW) -> int:
    return inquiry_steps.ask(db, who, words, "h1", now + (DUE - NOW), now)


def _answer(db: Database, number: int, by: Address = LAN, text: str = "Từ 7 giờ 30.", now: datetime = NOW) -> Message:
    recorded = inquiry_steps.answer(db, number, by, Content(text), now)
    assert recorded is not None
    if recorded.state is MessageState.WAITING:
        inquiry_steps.arrived(db, recorded, now)
    return recorded


def _state(db: Database, number: int) -> tuple[InquiryState, str]:
    thread = inquiry_store.inquiry(db, number)
    assert thread is not None
    return thread.state, thread.holder_name


def test_asking_records_the_consent_once_and_waits_to_be_handed_over(db: Database) -> None:
    first, second = _ask(db), _ask(db, "còn chiều thì sao?")
    assert [one.version for one in subscription_store.consents(db, ASKER)] == ["h1"]
    assert [(one.inquiry, one.content.text) for one in inquiry_store.waiting(db, NOW)] == [
        (first, "giờ làm việc?"),
        (second, "còn chiều thì sao?"),
    ]
    assert inquiry_store.numbers_of(db, ASKER) == [first, second]


def test_a_sixth_unanswered_question_is_refused_and_leaves_nothing(db: Database) -> None:
    numbers = [_ask(db, f"câu {number}") for number in range(MOST_OPEN)]
    with pytest.raises(RefusedError) as refused:
        _ask(db, "câu thứ sáu")
    assert refused.value.why is Refusal.TOO_MANY_OPEN
    assert inquiry_store.numbers_of(db, ASKER) == numbers
    _answer(db, numbers[0])
    assert _ask(db, "câu thứ sáu") == numbers[-1] + 1
    with pytest.raises(RefusedError, match="too many open"):
        inquiry_steps.go_on(db, numbers[0], ASKER, "câu thứ bảy", DUE, NOW)


def test_the_same_words_are_passed_on_twenty_times_a_day_whoever_says_them(db: Database) -> None:
    spellings = ("Bao giờ có nước?", "bao giờ  có nước", "BAO GIỜ CÓ NƯỚC!!!")
    for person in range(MOST_SAME):
        _ask(db, spellings[person % 3], Address("telegram", str(600 + person)))
    with pytest.raises(RefusedError, match="too many same"):
        _ask(db, "bao giờ có nước", OTHER)
    assert personal_data_store.everything_about(db, OTHER) == {}
    assert _ask(db, "bao giờ có điện", OTHER)
    assert _ask(db, "bao giờ có nước", OTHER, NOW + SAME_WITHIN + SECOND)


def test_words_can_be_added_until_it_is_a_flood(db: Database) -> None:
    number = _ask(db)
    for added in range(MOST_ADDED - 1):
        inquiry_steps.go_on(db, number, ASKER, f"thêm {added}", DUE, NOW)
    with pytest.raises(RefusedError, match="too many added"):
        inquiry_steps.go_on(db, number, ASKER, "nữa", DUE, NOW)
    _answer(db, number)
    inquiry_steps.go_on(db, number, ASKER, "nữa", DUE, NOW)
    assert _state(db, number) == (InquiryState.OPEN, "Lan")


def test_nobody_goes_on_with_or_closes_what_another_person_asked(db: Database) -> None:
    number = _ask(db)
    for forged in (
        lambda: inquiry_steps.go_on(db, number, OTHER, "x", DUE, NOW),
        lambda: inquiry_steps.close_own(db, number, OTHER, NOW),
        lambda: inquiry_steps.own(db, 99, ASKER),
    ):
        with pytest.raises(RefusedError, match="not theirs"):
            forged()
    assert [one.content.text for one in inquiry_store.messages(db, number)] == ["giờ làm việc?"]


def test_whoever_answers_first_holds_the_thread_and_the_second_answer_waits_for_a_yes(db: Database) -> None:
    number = _ask(db)
    assert _answer(db, number, LAN).state is MessageState.WAITING
    held = _answer(db, number, NAM, "Từ 8 giờ.")
    assert held.state is MessageState.HELD
    assert [one.content.text for one in inquiry_store.messages(db, number)] == ["giờ làm việc?", "Từ 7 giờ 30."]
    assert inquiry_steps.confirm(db, held.id, LAN, NOW) is None  # only its author may send it
    confirmed = inquiry_steps.confirm(db, held.id, NAM, NOW)
    assert confirmed is not None
    assert confirmed.state is MessageState.WAITING
    assert _state(db, number) == (InquiryState.ANSWERED, "Nam")
    assert inquiry_steps.confirm(db, held.id, NAM, NOW) is None
    assert not inquiry_steps.drop(db, held.id, NAM)


def test_a_held_answer_can_be_dropped_by_its_author_alone(db: Database) -> None:
    number = _ask(db)
    inquiry_steps.take(db, number, LAN, NOW)
    held = _answer(db, number, NAM)
    assert not inquiry_steps.drop(db, held.id, LAN)
    assert inquiry_steps.drop(db, held.id, NAM)
    assert inquiry_store.message(db, held.id) is None


def test_who_took_it_keeps_it_until_it_is_passed_on(db: Database) -> None:
    number = _ask(db)
    for officer in (LAN, NAM):
        thread = inquiry_steps.take(db, number, officer, NOW)
        assert thread is not None
        assert (thread.holder, thread.holder_name) == (LAN, "Lan")
    assert inquiry_steps.pass_on(db, number, ASKER, LAN, NOW) is None  # no officer
    assert inquiry_steps.pass_on(db, number, NAM, LAN, NOW) is not None
    assert _answer(db, number, NAM).state is MessageState.WAITING
    assert _answer(db, number, LAN).state is MessageState.HELD
    assert [(line.actor, line.action, line.about) for line in audit_store.latest(db, 9)] == [
        ("Nam", "inquiry_answer", "#1"),
        ("Lan", "inquiry_pass", "#1"),
        ("Lan", "inquiry_take", "#1"),
    ]


def test_what_an_officer_who_left_held_is_nobodys(db: Database) -> None:
    number = _ask(db)
    inquiry_steps.take(db, number, LAN, NOW)
    (office,) = people_store.offices_of(db, LAN)
    people_store.end_office(db, office.id, NOW)
    assert _state(db, number) == (InquiryState.OPEN, "")
    assert _answer(db, number, NAM).state is MessageState.WAITING


def test_closed_from_either_side_it_opens_again_for_both(db: Database) -> None:
    number = _ask(db)
    inquiry_steps.close_own(db, number, ASKER, NOW)
    assert inquiry_steps.close(db, number, LAN, NOW) is None
    assert inquiry_steps.reopen(db, number, LAN, DUE, NOW)
    assert not inquiry_steps.reopen(db, number, LAN, DUE, NOW)
    closed = inquiry_steps.close(db, number, LAN, NOW)
    assert closed is not None
    assert closed.state is InquiryState.OPEN
    assert _answer(db, number).state is MessageState.HELD  # to answer what is closed needs a yes as well
    inquiry_steps.go_on(db, number, ASKER, "còn câu này", DUE, NOW)
    assert _state(db, number) == (InquiryState.OPEN, "Lan")


def test_an_answer_that_crosses_with_more_words_leaves_the_thread_open(db: Database) -> None:
    number = _ask(db)
    recorded = inquiry_steps.answer(db, number, LAN, Content("Từ 7 giờ 30."), NOW)
    assert recorded is not None
    inquiry_steps.go_on(db, number, ASKER, "ý tôi hỏi buổi chiều", DUE, NOW)
    inquiry_steps.arrived(db, recorded, NOW)
    assert _state(db, number) == (InquiryState.OPEN, "Lan")


def test_an_answer_nobody_can_hand_over_is_given_up_after_a_day_but_a_question_never(db: Database) -> None:
    number = _ask(db)
    (question,) = inquiry_store.waiting(db, NOW)
    answer = inquiry_steps.answer(db, number, LAN, Content("…"), NOW)
    assert answer is not None
    late = NOW + GIVE_UP + SECOND
    assert not inquiry_steps.put_off(db, answer, NOW, NOW + SECOND)
    assert inquiry_store.waiting(db, NOW) == [question]
    assert [one.id for one in inquiry_store.waiting(db, NOW + SECOND)] == [question.id, answer.id]
    assert inquiry_steps.put_off(db, answer, late, late)
    assert not inquiry_steps.put_off(db, question, late, late)
    assert [one.id for one in inquiry_store.waiting(db, late)] == [question.id]


def test_an_answer_to_somebody_who_is_lost_fails_and_they_are_lost(db: Database) -> None:
    number = _ask(db)
    answer = inquiry_steps.answer(db, number, LAN, Content("…"), NOW)
    assert answer is not None
    inquiry_steps.failed(db, answer, "blocked", NOW, lost=True)
    assert [one.state for one in inquiry_store.messages(db, number)] == [MessageState.WAITING, MessageState.FAILED]
    assert personal_data_store.forget_lost(db, NOW + LOST_KEPT + SECOND) == 1


def test_the_lists_of_the_inbox(db: Database) -> None:
    first, second, third = (_ask(db, f"câu {number}") for number in range(3))
    inquiry_steps.take(db, second, NAM, NOW)
    _answer(db, third)

    def listed(view: View, now: datetime = NOW) -> list[int]:
        return [one.id for one in inquiry_store.listed(db, view, NAM, now)]

    assert listed(View.OPEN) == [first, second]
    assert listed(View.MINE) == [second]
    assert listed(View.LATE) == []
    assert listed(View.LATE, DUE + SECOND) == [first, second]
    assert listed(View.DONE) == [third]
    assert [one.id for one in inquiry_store.asked_before(db, NOW + SECOND)] == [first, second]
    assert inquiry_store.asked_before(db, NOW) == []


def test_one_is_reminded_of_what_is_overdue_once_in_a_while(db: Database) -> None:
    number, late = _ask(db), DUE + SECOND
    assert inquiry_store.to_nudge(db, NOW, NOW) == []
    assert inquiry_store.to_nudge(db, late, late) == [number]
    assert inquiry_store.to_nudge(db, late + SECOND, late) == []
    assert inquiry_store.to_nudge(db, late + timedelta(days=1), late + SECOND) == [number]
    inquiry_steps.go_on(db, number, ASKER, "?", DUE, late)
    _answer(db, number)
    assert inquiry_store.to_nudge(db, late + timedelta(days=2), late + timedelta(days=2)) == []


def test_a_morning_is_told_once(db: Database) -> None:
    assert [inquiry_store.take_morning(db, day) for day in ("2026-11-23", "2026-11-23", "2026-11-25")] == [
        True,
        False,
        True,
    ]


def test_officers_read_in_their_group_or_whoever_holds_it_or_all(db: Database) -> None:
    group = Address("telegram", "-100")
    assert inquiry_post_store.places(db, None) == [LAN, NAM]
    assert inquiry_post_store.places(db, NAM) == [NAM]
    group_store.connect(db, group, None, NOW, for_officers=True)
    assert inquiry_post_store.places(db, NAM) == [group]
    group_store.lose(db, group, NOW)
    group_store.lose(db, NAM, NOW)
    assert inquiry_post_store.places(db, NAM) == [LAN]


def test_words_are_forgotten_ninety_days_after_closing_and_figures_stay(db: Database) -> None:
    quick, slow, never = (_ask(db, f"câu {number}") for number in range(3))
    _answer(db, quick, now=NOW + timedelta(hours=1))
    _answer(db, slow, now=DUE + timedelta(hours=10))
    for post in (Post(LAN, "7", quick, Side.WARD), Post(ASKER, "8", quick, Side.ASKER)):
        inquiry_post_store.add_post(db, post)
    quiet = DUE + timedelta(hours=11) + QUIET_CLOSED
    assert inquiry_care_store.close_quiet(db, quiet) == 2
    assert inquiry_care_store.close_quiet(db, quiet) == 0
    assert inquiry_care_store.forget_words(db, quiet + TEXT_KEPT) == 0
    assert inquiry_care_store.without_reason(db) == []
    assert inquiry_care_store.forget_words(db, quiet + TEXT_KEPT + SECOND) == 2
    assert inquiry_care_store.forget_words(db, quiet + TEXT_KEPT + SECOND) == 0
    assert [one.content.text for number in (quick, slow) for one in inquiry_store.messages(db, number)] == []
    assert inquiry_post_store.posts(db) == []
    assert inquiry_post_store.forgotten(db) == [Post(LAN, "7", 0, Side.WARD)]
    assert inquiry_store.numbers_of(db, ASKER) == [never]
    assert inquiry_care_store.figures(db, NOW, NOW + SECOND) == Figures(
        asked=3, answered=2, in_time=1, median_wait=timedelta(hours=20, minutes=30)
    )
    assert inquiry_care_store.figures(db, NOW + SECOND, DUE) == Figures(0, 0, 0, None)
    assert not inquiry_steps.reopen(db, quick, LAN, DUE, quiet)


def test_whoever_is_kept_for_nothing_but_a_forgotten_question_is_found(db: Database) -> None:
    number = _ask(db)
    subscription_store.agree(db, OTHER, "a1", NOW)
    people_store.ensure_recipient(db, Address("telegram", "77"), "person", NOW)  # no consent: a first officer
    inquiry_steps.close_own(db, number, ASKER, NOW)
    inquiry_care_store.forget_words(db, NOW + TEXT_KEPT + SECOND)
    assert inquiry_care_store.without_reason(db) == [ASKER, OTHER]


def test_what_no_answer_can_reach_is_closed_after_a_week_and_goes_on_when_its_asker_is_back(db: Database) -> None:
    gone, other = _ask(db), _ask(db, who=OTHER)
    group_store.lose(db, ASKER, NOW)
    assert inquiry_care_store.close_quiet(db, NOW + QUIET_CLOSED) == 0
    closed_at = NOW + QUIET_CLOSED + SECOND
    assert inquiry_care_store.close_quiet(db, closed_at) == 1
    states = [thread.state for number in (gone, other) if (thread := inquiry_store.inquiry(db, number)) is not None]
    assert states == [InquiryState.CLOSED, InquiryState.OPEN]
    inquiry_steps.go_on(db, gone, ASKER, "tôi hỏi tiếp", DUE, closed_at)
    again = inquiry_store.inquiry(db, gone)
    assert again is not None
    assert again.state is InquiryState.OPEN
    assert inquiry_care_store.forget_words(db, closed_at + TEXT_KEPT + SECOND) == 0
