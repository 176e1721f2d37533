"""Drafts in the database: written and changed by their author, proposed, approved or given back, released."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from broadcasts import audit_store
from broadcasts.asks import Ask
from broadcasts.delivery_store import plan_sending
from broadcasts.moments import stored
from broadcasts.notice import Audience, Body, Notice, NoticeState
from broadcasts.notice_store import add_notice, in_state, notice
from broadcasts.people import Address
from broadcasts.people_store import recipient_id
from broadcasts.schedule import AtOnce, Chosen, Once, to_json


class NotADraftError(Exception):
    """The notice is a draft no longer, or never was one."""


class NotTheAuthorError(Exception):
    """Only its author changes a draft; others copy it."""


class OwnProposalError(Exception):
    """Nobody approves what they wrote themselves."""


class TimePassedError(Exception):
    """The time chosen for sending has passed; its author has to choose another."""


@dataclass(frozen=True)
class Change:
    """What an author changes about a draft; what is None stays."""

    body: Body | None = None
    media_group: str = ""
    """With a body that is the first part of an album: what the channel calls it."""
    audience: Audience | None = None
    plan: Chosen | None = None
    ask: Ask | None = None
    answer_within: timedelta | None = None
    """No time at all: there is no limit."""
    urgent: bool | None = None


def start(db: Database, body: Body, by: Address, now: datetime, media_group: str = "") -> Notice:
    """A new draft of an officer's, for nobody yet; `media_group` as in a change."""
    author = recipient_id(db, by)
    draft = add_notice(db, body, Audience(), now, author=author, state=NoticeState.DRAFT, framed=True)
    return change(db, draft.id, by, lambda _: Change(body=body, media_group=media_group)) if media_group else draft


def own_draft(db: Database, notice_id: int, by: Address) -> Notice:
    """An officer's own draft. Raises NotADraftError, NotTheAuthorError."""
    found = notice(db, notice_id)
    if found is None or found.state is not NoticeState.DRAFT:
        raise NotADraftError
    if found.author != recipient_id(db, by):
        raise NotTheAuthorError
    return found


def change(db: Database, notice_id: int, by: Address, how: Callable[[Notice], Change]) -> Notice:
    """Change an own draft by what it says now. Raises NotADraftError, NotTheAuthorError."""
    wanted = how(own_draft(db, notice_id, by))
    body = wanted.body
    columns: dict[str, object] = {}
    if body is not None:
        copied = body.copied_from
        columns |= {
            "text": body.text,
            "copied_channel": copied and copied.channel,
            "copied_chat": copied and copied.chat_id,
            "copied_message": body.copied_message,
            "captioned": int(body.captioned),
            "album": " ".join(body.album),
            "media_group": wanted.media_group,
        }
    if wanted.audience is not None:
        columns["audience"] = wanted.audience.to_json()
    if wanted.plan is not None:
        columns["plan"] = to_json(wanted.plan)
    if wanted.ask is not None:
        # Another question, another time for its answer.
        columns |= {"ask": wanted.ask.to_json(), "answer_within_seconds": None}
    if wanted.answer_within is not None:
        columns["answer_within_seconds"] = int(wanted.answer_within.total_seconds()) or None
    if wanted.urgent is not None:
        columns["urgent"] = int(wanted.urgent)
    if columns:
        # Whoever was told that it ends, and writes on, is told anew before it does.
        db.table("notices").update(notice_id, {**columns, "told_at": None})
    return own_draft(db, notice_id, by)


def copy(db: Database, notice_id: int, by: Address, now: datetime) -> Notice | None:
    """A new draft of an officer's with everything another notice says but its time; None if that is gone."""
    found = notice(db, notice_id)
    if found is None:
        return None
    draft = start(db, found.body, by, now)
    return change(
        db,
        draft.id,
        by,
        lambda _: Change(
            audience=found.audience,
            ask=_without_past(found.body.ask, now),
            answer_within=found.answer_within,
            urgent=found.urgent,
        ),
    )


def _without_past(ask: Ask, now: datetime) -> Ask:
    return Ask() if ask.meets_at is not None and ask.meets_at <= now else ask


def drafts_of(db: Database, by: Address) -> list[Notice]:
    """An officer's drafts, the last first."""
    return [found for found in in_state(db, NoticeState.DRAFT) if found.author == recipient_id(db, by)]


def throw_away(db: Database, notice_id: int, by: Address) -> None:
    """Forget an own draft. Raises NotADraftError, NotTheAuthorError."""
    own_draft(db, notice_id, by)
    db.execute("delete from notices where id = ?", [notice_id])


def propose(db: Database, notice_id: int, by: Address, now: datetime) -> Notice:
    """Hand an own draft to the other officers. Raises NotADraftError, NotTheAuthorError."""
    proposed = own_draft(db, notice_id, by)
    db.execute(
        "update notices set state = 'proposed', kept_at = ?, told_at = null where id = ?", [stored(now), notice_id]
    )
    audit_store.record(db, now, proposed.author, "propose", about=proposed.code)
    return proposed


def give_back(db: Database, notice_id: int, by: Address, now: datetime) -> Notice:
    """Make a proposed notice its author's draft again. Raises NotADraftError if it is not proposed (any more)."""
    found = _proposed(db, notice_id)
    _begin_anew(db, notice_id, NoticeState.DRAFT, now)
    audit_store.record(db, now, recipient_id(db, by), "give_back", about=found.code)
    return found


def approve_proposed(db: Database, notice_id: int, by: Address, now: datetime) -> Notice:
    """Release a notice another officer wrote. Raises NotADraftError, OwnProposalError, TimePassedError."""
    found = _proposed(db, notice_id)
    if found.author == recipient_id(db, by):
        raise OwnProposalError
    _release(db, found, by, now, "approve")
    return found


def release(db: Database, notice_id: int, by: Address, now: datetime, *, alone: bool = False) -> Notice:
    """Release an own draft; `alone` says that a second officer should have approved it and did not.

    Raises NotADraftError, NotTheAuthorError, TimePassedError.
    """
    found = own_draft(db, notice_id, by)
    _release(db, found, by, now, "send_alone" if alone else "send")
    return found


def _begin_anew(db: Database, notice_id: int, state: NoticeState, now: datetime) -> None:
    """The step begins the time for which what is unfinished is kept."""
    db.execute(
        "update notices set state = ?, kept_at = ?, told_at = null where id = ?", [state, stored(now), notice_id]
    )


def _proposed(db: Database, notice_id: int) -> Notice:
    found = notice(db, notice_id)
    if found is None or found.state is not NoticeState.PROPOSED:
        raise NotADraftError
    return found


def _release(db: Database, found: Notice, by: Address, now: datetime, action: str) -> None:
    """From here on the plan and the engine carry it out. For one time its author's word goes before the quiet hours;
    what comes again is planned out of them.
    """
    plan = Once(now) if isinstance(found.plan, AtOnce) else found.plan
    if plan is None or (isinstance(plan, Once) and plan.at < now):
        raise TimePassedError
    once = isinstance(plan, Once)
    until = None if once else stored(now - timedelta(microseconds=1))
    db.execute(
        "update notices set state = 'approved', plan = ?, planned_until = ? where id = ?",
        [to_json(plan), until, found.id],
    )
    if isinstance(plan, Once):
        plan_sending(db, found.id, plan.at)
    audit_store.record(db, now, recipient_id(db, by), action, about=found.code)
