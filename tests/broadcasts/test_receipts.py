"""What leaders answer, TDP by TDP; who is silent; who is reminded, once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from broadcasts import (
    audience_store,
    claim_store,
    delivery_store,
    notice_store,
    people_store,
    receipt_store,
    reminder_store,
    report_store,
)
from broadcasts.asks import Answer, Ask, AskKind, Given
from broadcasts.notice import Audience, Body, Notice, SendingState
from broadcasts.people import Address, Rank, Role
from broadcasts.personal_data_store import delete_person
from broadcasts.receipt_store import NotAskedError
from broadcasts.reminder_store import Made, Reminds
from broadcasts.report import Line, Stage
from tests.conftest import HERE, NOW

OFFICER, LAN, PHO, BINH, GUEST = (Address("telegram", str(number)) for number in (9001, 701, 702, 703, 800))
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FIGURE = Ask(kind=AskKind.FIGURE, unit="số hộ", target=3)


@pytest.fixture(autouse=True)
def _people(db: Database) -> None:
    """TDP 2 with Lan and her deputy, TDP 10 with Bình, TDP 7 with nobody linked, and an officer."""
    people_store.ensure_first_officers(db, [OFFICER], NOW)
    people_store.name_offices(db, OFFICER, "Mai")
    for who, tdp, rank, name in (
        (BINH, "10", Rank.HEAD, "Bình"), (LAN, "2", Rank.HEAD, "Lan"), (PHO, "2", Rank.DEPUTY, "Phố"),
    ):  # fmt: skip
        office = people_store.open_office(db, Role.LEADER, NOW, tdp=tdp, rank=rank, name=name)
        people_store.take_office(db, office, who, NOW)
    people_store.open_office(db, Role.LEADER, NOW, tdp="7", rank=Rank.HEAD, name="Chờ")


def _sent(db: Database, ask: Ask, within: timedelta | None = None, *, audience: Audience | None = None) -> int:
    """A sending that everybody has; returns its id."""
    author = people_store.recipient_id(db, OFFICER)
    notice = notice_store.add_notice(db, Body("Tin", ask=ask), audience or Audience(leaders=True), NOW, author=author)
    if within is not None:
        db.table("notices").update(notice.id, {"answer_within_seconds": within.total_seconds()})
    sending = delivery_store.plan_sending(db, notice.id, NOW)
    delivery_store.step(db, sending, SendingState.GOING, NOW)
    _deliver(db)
    return sending


def _deliver(db: Database, now: datetime = NOW) -> list[tuple[str, str]]:
    """Send what waits; returns whom it went to, and the text."""
    claims = claim_store.claim(db, 100, now)
    delivery_store.record_sent(db, [(claim.delivery, "1") for claim in claims], NOW)
    return [(claim.to.chat_id, claim.body.text) for claim in claims]


def _lines(db: Database, sending: int) -> list[tuple[str, tuple[str, ...], Stage]]:
    report = report_store.report(db, sending, "Tin", NOW)
    assert report is not None
    return [(line.name, line.people, line.stage) for line in report.lines]


def test_a_report_has_a_line_for_every_tdp_whoever_answers_for_it(db: Database) -> None:
    sending = _sent(db, Ask(kind=AskKind.CARRIED_OUT), audience=Audience(leaders=True, officers=True))
    assert _lines(db, sending) == [
        ("2", ("Lan", "Phố"), Stage.SENT),
        ("7", (), Stage.NOT_LINKED),
        ("10", ("Bình",), Stage.SENT),
        ("Mai", ("Mai",), Stage.SENT),
    ]
    receipt_store.answer(db, sending, LAN, Given(), NOW)
    receipt_store.answer(db, sending, PHO, Given(carried_out=True), NOW + MINUTE)
    receipt_store.answer(db, sending, BINH, Given(), NOW)
    report = report_store.report(db, sending, "Tin", NOW)
    assert report is not None
    assert report.lines[0] == Line(
        "2", ("Lan", "Phố"), Stage.FINISHED, Answer(received_at=NOW, carried_out_at=NOW + MINUTE)
    )
    assert [line.stage for line in report.lines] == [Stage.FINISHED, Stage.NOT_LINKED, Stage.RECEIVED, Stage.SENT]
    assert [line.name for line in report.silent()] == ["Mai"]


def test_the_last_figure_of_a_tdp_holds_and_all_add_up(db: Database) -> None:
    sending = _sent(db, FIGURE)
    receipt_store.answer(db, sending, PHO, Given(figure=40), NOW)
    receipt_store.answer(db, sending, LAN, Given(figure=45), NOW + MINUTE)
    receipt_store.answer(db, sending, BINH, Given(figure=0), NOW)
    receipt_store.answer(db, sending, BINH, Given(), NOW + MINUTE)
    report = report_store.report(db, sending, "Tin", NOW)
    assert report is not None
    assert [(line.name, line.answer.figure, line.stage) for line in report.lines] == [
        ("2", 45, Stage.FINISHED), ("7", None, Stage.NOT_LINKED), ("10", 0, Stage.FINISHED),
    ]  # fmt: skip
    assert report.total() == 45


def _two_tdps(db: Database) -> None:
    """Bình leads TDP 11 as well as TDP 10."""
    office = people_store.open_office(db, Role.LEADER, NOW, tdp="11", rank=Rank.HEAD, name="Bình")
    people_store.take_office(db, office, BINH, NOW)


def _figures(db: Database, sending: int) -> dict[str, tuple[int | None, Stage]]:
    report = report_store.report(db, sending, "Tin", NOW)
    assert report is not None
    assert report.total() == sum(line.answer.figure or 0 for line in report.lines)
    return {line.name: (line.answer.figure, line.stage) for line in report.lines}


def test_a_figure_of_who_leads_two_tdps_counts_once(db: Database) -> None:
    _two_tdps(db)
    sending = _sent(db, FIGURE)
    receipt_store.answer(db, sending, BINH, Given(figure=30), NOW)
    told = _figures(db, sending)
    assert (told["10"], told["11"]) == ((30, Stage.FINISHED), (None, Stage.RECEIVED))
    found = report_store.target_figures(db, 3, HERE)
    assert found is not None
    assert found.by_tdp == {"10": 30}
    assert people_store.recipient_id(db, BINH) not in report_store.silent(db, sending)
    received = _sent(db, Ask(kind=AskKind.RECEIVED))
    receipt_store.answer(db, received, BINH, Given(), NOW)
    assert [_figures(db, received)[tdp] for tdp in ("10", "11")] == [(None, Stage.FINISHED)] * 2


def test_a_figure_belongs_to_the_tdp_that_was_asked(db: Database) -> None:
    _two_tdps(db)
    sending = _sent(db, FIGURE, audience=Audience(leaders_of=("11",)))
    receipt_store.answer(db, sending, BINH, Given(figure=12), NOW)
    assert _figures(db, sending) == {"11": (12, Stage.FINISHED)}
    found = report_store.target_figures(db, 3, HERE)
    assert found is not None
    assert found.by_tdp == {"11": 12}


def test_a_figure_stays_with_a_tdp_whose_leader_goes_on_in_another(db: Database) -> None:
    _two_tdps(db)
    sending = _sent(db, FIGURE)
    receipt_store.answer(db, sending, BINH, Given(figure=30), NOW)
    db.execute("update offices set until = ? where tdp = (select id from tdps where name = '10')", [NOW.isoformat()])
    told = _figures(db, sending)
    assert (told["10"], told["11"]) == ((30, Stage.FINISHED), (None, Stage.RECEIVED))


def test_who_comes_after_all_comes_and_a_reason_goes_with_staying_away(db: Database) -> None:
    sending = _sent(db, Ask(kind=AskKind.ATTEND, meets_at=NOW + 3 * DAY))
    receipt_store.answer(db, sending, LAN, Given(attends=False, reason="ốm"), NOW)
    assert receipt_store.task(db, sending, LAN).answer == Answer(received_at=NOW, attends=False, reason="ốm")
    receipt_store.answer(db, sending, LAN, Given(attends=True), NOW + MINUTE)
    assert receipt_store.task(db, sending, LAN).answer == Answer(received_at=NOW, attends=True)
    receipt_store.answer(db, sending, PHO, Given(attends=False, reason="bận"), NOW + 2 * MINUTE)
    report = report_store.report(db, sending, "Tin", NOW)
    assert report is not None
    assert (report.coming(), report.lines[0].answer.attends) == (1, True)


def test_tasks_are_what_is_still_missing_oldest_first(db: Database) -> None:
    received, figure = _sent(db, Ask(kind=AskKind.RECEIVED), DAY), _sent(db, FIGURE)
    _sent(db, Ask())
    over = _sent(db, Ask(kind=AskKind.ATTEND, meets_at=NOW + DAY))
    assert [task.sending for task in receipt_store.tasks(db, LAN, NOW)] == [received, figure, over]
    assert receipt_store.tasks(db, LAN, NOW)[0].until == NOW + DAY
    receipt_store.answer(db, figure, LAN, Given(), NOW)
    assert [task.sending for task in receipt_store.tasks(db, LAN, NOW + DAY)] == [received, figure]
    receipt_store.answer(db, figure, LAN, Given(figure=4), NOW)
    assert [task.sending for task in receipt_store.tasks(db, LAN, NOW + DAY)] == [received]
    assert receipt_store.tasks(db, LAN, NOW + receipt_store.WAITS_FOR) == []
    assert receipt_store.tasks(db, GUEST, NOW) == []


def test_only_who_is_asked_can_answer(db: Database) -> None:
    sending = _sent(db, FIGURE, audience=Audience(leaders_of=("2",)))
    for who in (BINH, GUEST, OFFICER):
        with pytest.raises(NotAskedError):
            receipt_store.answer(db, sending, who, Given(figure=1), NOW)
    with pytest.raises(NotAskedError):
        receipt_store.answer(db, 999, LAN, Given(), NOW)


def test_what_a_deleted_leader_told_for_the_tdp_stays_the_tdps(db: Database) -> None:
    sending = _sent(db, FIGURE)
    receipt_store.answer(db, sending, BINH, Given(figure=12, reason="Bình đếm"), NOW)
    delete_person(db, BINH, NOW)
    report = report_store.report(db, sending, "Tin", NOW)
    assert report is not None
    assert report.lines[-1] == Line("10", (), Stage.FINISHED, Answer(received_at=NOW, figure=12))


def test_an_officer_who_leads_a_tdp_is_told_of_under_that_alone(db: Database) -> None:
    office = people_store.open_office(db, Role.LEADER, NOW, tdp="12", rank=Rank.HEAD, name="Mai")
    people_store.take_office(db, office, OFFICER, NOW)
    sending = _sent(db, FIGURE)
    receipt_store.answer(db, sending, OFFICER, Given(figure=40), NOW)
    report = report_store.report(db, sending, "Tin", NOW)
    assert report is not None
    assert [line.name for line in report.lines] == ["2", "7", "10", "12"]
    assert report.total() == 40


def test_who_laid_the_office_down_is_waited_for_no_longer_and_their_answer_stays_the_tdps(db: Database) -> None:
    sending = _sent(db, Ask(kind=AskKind.CARRIED_OUT))
    receipt_store.answer(db, sending, BINH, Given(), NOW)
    for who in (BINH, LAN):
        (office,) = people_store.offices_of(db, who)
        people_store.end_office(db, office.id, NOW + MINUTE)
    assert _lines(db, sending) == [("2", ("Phố",), Stage.SENT), ("7", (), Stage.NOT_LINKED), ("10", (), Stage.RECEIVED)]
    assert report_store.silent(db, sending) == (people_store.recipient_id(db, PHO),)


def test_officers_are_persons_each_by_themselves_also_without_a_name(db: Database) -> None:
    for chat in ("9002", "9003"):
        office = people_store.open_office(db, Role.OFFICER, NOW)
        people_store.take_office(db, office, Address("telegram", chat), NOW)
    sending = _sent(db, Ask(kind=AskKind.RECEIVED), audience=Audience(officers=True, leaders_of=("2",)))
    report = report_store.report(db, sending, "Tin", NOW)
    assert report is not None
    assert [(line.name, line.person) for line in report.lines] == [
        ("2", False), ("", True), ("", True), ("Mai", True),
    ]  # fmt: skip


def _compose(kind: Reminds, notice: Notice, _due: object) -> str:
    return f"{kind} {notice.body.text}"


def test_those_silent_are_reminded_and_answer_the_notice_itself(db: Database) -> None:
    sending = _sent(db, Ask(kind=AskKind.RECEIVED))
    receipt_store.answer(db, sending, PHO, Given(), NOW)
    assert report_store.silent(db, sending) == (people_store.recipient_id(db, BINH),)
    assert reminder_store.remind_silent(db, sending, OFFICER, NOW, _compose) == 1
    (reminder,) = delivery_store.start_due(db, NOW)[0]
    (claim,) = claim_store.claim(db, 10, NOW)
    assert (claim.to, claim.sending, claim.body.sending, claim.body.text) == (BINH, reminder, sending, "at_request Tin")
    assert claim.body.ask == Ask(kind=AskKind.RECEIVED)
    delivery_store.record_sent(db, [(claim.delivery, "2")], NOW)
    assert [task.sending for task in receipt_store.tasks(db, BINH, NOW)] == [sending]
    receipt_store.answer(db, claim.body.sending, BINH, Given(), NOW)
    assert reminder_store.remind_silent(db, sending, OFFICER, NOW, _compose) == 0
    assert receipt_store.tasks(db, BINH, NOW) == []


def test_at_the_end_of_their_time_the_silent_are_reminded_once(db: Database) -> None:
    sending = _sent(db, Ask(kind=AskKind.RECEIVED), DAY)
    assert reminder_store.remind_what_is_due(db, NOW + DAY - MINUTE, HERE, _compose) == []
    night = NOW + DAY + timedelta(hours=14)
    assert reminder_store.remind_what_is_due(db, night, HERE, _compose) == [Made(Reminds.OF_ANSWER, sending, 3)]
    assert reminder_store.remind_what_is_due(db, night + MINUTE, HERE, _compose) == []
    assert [due.astimezone(HERE).hour for _, due in notice_store.sendings_of(db, 2)] == [6]


def test_whoever_comes_to_a_meeting_is_reminded_the_day_and_the_hour_before(db: Database) -> None:
    meets_at = NOW + 3 * DAY
    sending = _sent(db, Ask(kind=AskKind.ATTEND, meets_at=meets_at))
    receipt_store.answer(db, sending, LAN, Given(attends=True), NOW)
    receipt_store.answer(db, sending, PHO, Given(attends=False), NOW)
    made, told = [], []
    for before in (2 * DAY, DAY, DAY / 2, timedelta(hours=1), MINUTE, timedelta()):
        made.append(reminder_store.remind_what_is_due(db, meets_at - before, HERE, _compose))
        delivery_store.start_due(db, meets_at - before)
        told += _deliver(db, meets_at - before)
    day, hour = Made(Reminds.DAY_BEFORE, sending, 1), Made(Reminds.HOUR_BEFORE, sending, 1)
    assert made == [[], [day], [], [hour], [], []]
    assert told == [("701", "day_before Tin"), ("701", "hour_before Tin")]


def test_variables_are_filled_for_each_reader_and_missing_ones_counted(db: Database) -> None:
    audience = Audience(leaders=True)
    notice = notice_store.add_notice(db, Body("Chào {ten}, tổ {tdp}, {x}"), audience, NOW)
    delivery_store.step(db, delivery_store.plan_sending(db, notice.id, NOW), SendingState.GOING, NOW)
    db.execute("update offices set name = 'Lan <&>' where name = 'Lan'")
    assert _deliver(db) == [
        ("703", "Chào Bình, tổ 10, {x}"), ("701", "Chào Lan &lt;&amp;&gt;, tổ 2, {x}"), ("702", "Chào Phố, tổ 2, {x}"),
    ]  # fmt: skip
    everybody = replace(notice, audience=Audience(leaders=True, officers=True))
    assert [audience_store.without_values(db, one) for one in (notice, everybody)] == [0, 1]
    assert audience_store.without_values(db, replace(everybody, body=Body("Chào {ten}"))) == 0
