"""The weekly digest: once a week, in one message, what its subscribers would have got at once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from broadcasts import audience_store, change_store, delivery_store, notice_store, people_store, subscription_store
from broadcasts.digest_store import last_digest_due, make_digests, next_digest_due
from broadcasts.notice import Audience, Body, Count, SendingState
from broadcasts.people import Address, Choices
from tests.conftest import HERE, NOW

SATURDAY = datetime(2026, 11, 28, 8, 0, tzinfo=HERE)


def _subscribe(db: Database, chat: int, *topics: str, tdp: str | None = None, digest: bool = True) -> int:
    address = Address("telegram", str(chat))
    subscription_store.agree(db, address, "v", NOW)
    subscription_store.choose(db, address, Choices(frozenset(topics), tdp, digest=digest))
    found = people_store.recipient_id(db, address)
    assert found is not None
    return found


def _send(db: Database, text: str, audience: Audience, at: datetime, *, urgent: bool = False) -> int:
    notice = notice_store.add_notice(db, Body(text), audience, at, urgent=urgent)
    sending = delivery_store.plan_sending(db, notice.id, at)
    delivery_store.step(db, sending, SendingState.GOING, at)
    return sending


def _digests(db: Database) -> list[tuple[str, tuple[int, ...]]]:
    rows = db.execute("select text, audience from notices where text like 'tuần:%' order by id")
    return [(text, Audience.from_json(audience).choosers) for text, audience in rows]


def _make(db: Database, now: datetime) -> int:
    return make_digests(db, now, HERE, lambda notices: "tuần: " + ", ".join(one.body.text for one in notices))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (NOW, datetime(2026, 11, 21, 8, 0, tzinfo=HERE)),
        (SATURDAY, SATURDAY),
        (SATURDAY - timedelta(minutes=1), SATURDAY - timedelta(days=7)),
    ],
)
def test_digests_are_due_on_saturday_mornings(now: datetime, due: datetime) -> None:
    assert last_digest_due(now, HERE) == due


@pytest.mark.parametrize(
    ("leaves", "due"),
    [(NOW, SATURDAY), (SATURDAY, SATURDAY), (SATURDAY + timedelta(minutes=1), SATURDAY + timedelta(days=7))],
)
def test_a_notice_is_told_of_in_the_first_digest_that_is_not_before_it(leaves: datetime, due: datetime) -> None:
    assert next_digest_due(leaves.astimezone(UTC), HERE) == due


def test_those_a_digest_tells_are_counted_as_it_will_tell_them(db: Database) -> None:
    people = [
        _subscribe(db, 1, "bau-cu"), _subscribe(db, 2, tdp="5"), _subscribe(db, 3, "bau-cu", digest=False),
        _subscribe(db, 4, "moi-truong"), _subscribe(db, 5, "bau-cu"),
    ]  # fmt: skip
    audience = Audience(topics=("bau-cu",), residents_of=("5",), excluded=(people[4],))

    def weekly(text: str, *, urgent: bool = False) -> int:
        found = notice_store.add_notice(db, Body(text), audience, NOW, urgent=urgent)
        return audience_store.reach_weekly(db, found)

    assert (weekly("Tin"), weekly(""), weekly("Tin", urgent=True)) == (2, 0, 0)
    assert _make(db, NOW) == 0
    _send(db, "Tin", audience, NOW)
    assert _make(db, SATURDAY) == 1
    assert _digests(db) == [("tuần: Tin", (people[0], people[1]))]


def test_a_tdp_that_a_digest_could_not_fill_in_is_missing_and_a_name_is_not(db: Database) -> None:
    _subscribe(db, 1, "bau-cu")
    audience = Audience(topics=("bau-cu",))
    for text, lacking in (("Tổ {tdp}", 1), ("Mời {ten}", 0)):
        found = notice_store.add_notice(db, Body(text), audience, NOW)
        assert audience_store.without_values(db, found) == lacking


def test_who_chose_the_digest_gets_the_week_in_one_message(db: Database) -> None:
    both, one, at_once = (
        _subscribe(db, 1, "bau-cu", "moi-truong"), _subscribe(db, 2, "bau-cu"),
        _subscribe(db, 3, "bau-cu", digest=False),
    )  # fmt: skip
    again = _subscribe(db, 4, "bau-cu", "moi-truong")
    assert _make(db, NOW) == 0
    sending = _send(db, "A", Audience(topics=("bau-cu",)), NOW + timedelta(hours=1))
    assert delivery_store.count(db, sending) == Count(pending=1)
    _send(db, "B", Audience(topics=("moi-truong",)), NOW + timedelta(days=1))
    assert _make(db, SATURDAY - timedelta(minutes=1)) == 0
    assert _make(db, SATURDAY + timedelta(minutes=1)) == 2
    assert sorted(_digests(db)) == [("tuần: A", (one,)), ("tuần: A, B", (both, again))]
    assert _make(db, SATURDAY + timedelta(hours=1)) == 0
    assert at_once not in {person for _, people in _digests(db) for person in people}
    delivery_store.start_due(db, SATURDAY + timedelta(minutes=2))
    assert [row[0] for row in db.execute("select rank from deliveries where recipient in (?, ?)", [both, one])] == [
        2,
        2,
    ]


def test_what_is_urgent_comes_at_once_and_not_again(db: Database) -> None:
    _subscribe(db, 1, "bau-cu")
    _make(db, NOW)
    sending = _send(db, "A", Audience(topics=("bau-cu",)), NOW + timedelta(hours=1), urgent=True)
    assert delivery_store.count(db, sending) == Count(pending=1)
    assert _make(db, SATURDAY) == 0


def test_a_digest_slept_through_is_made_up_for(db: Database) -> None:
    _subscribe(db, 1, tdp="5")
    _make(db, NOW)
    _send(db, "A", Audience(residents_of=("5",)), NOW + timedelta(hours=1))
    assert _make(db, SATURDAY + timedelta(days=9)) == 1
    assert _make(db, SATURDAY + timedelta(days=9)) == 0


def test_a_week_without_notices_has_no_digest(db: Database) -> None:
    _subscribe(db, 1, "bau-cu")
    _make(db, NOW)
    assert _make(db, SATURDAY) == 0


def test_the_digest_tells_what_was_corrected_in_its_new_words_and_nothing_recalled(db: Database) -> None:
    reader, officer = _subscribe(db, 1, "bau-cu"), Address("telegram", "9001")
    assert _make(db, NOW) == 0
    audience = Audience(topics=("bau-cu",))
    wrong, withdrawn = (_send(db, text, audience, NOW + timedelta(hours=1)) for text in ("sai", "nhầm"))
    change_store.correct(db, wrong, "đúng", officer, NOW + timedelta(hours=2))
    change_store.recall(db, withdrawn, officer, NOW + timedelta(hours=2))
    _make(db, SATURDAY)
    assert _digests(db) == [("tuần: đúng", (reader,))]
    change_store.correct(db, wrong, "đúng hơn", officer, SATURDAY + timedelta(days=1))
    _make(db, SATURDAY + timedelta(days=7))
    assert _digests(db)[1:] == [("tuần: đúng hơn", (reader,))]
