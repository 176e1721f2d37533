"""What officers change of the content: each step whole, in the content's own store and in the audit."""

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from broadcasts import audit_store, people_store
from broadcasts.people import Address, Role
from knowledge import misses_store, own_content, teaching_store
from knowledge import teaching_texts as content_texts
from knowledge.loader import Library
from knowledge.teaching import Draft, sections
from knowledge.teaching_store import Version


def author(db: Database, by: Address) -> str:
    """How content names an officer: by the number of the office."""
    offices = (office.id for office in people_store.offices_of(db, by) if office.role is Role.OFFICER)
    return content_texts.author(next(offices, None))


def block(draft: Draft, library: Library, overlay: Path, written_by: str, now: datetime) -> str:
    """The text of the file a finished draft becomes; `now` in the ward's time."""
    return own_content.as_yaml(sections(draft, library, own_content.read(overlay, draft.name), written_by, now))


def publish(
    db: Database, number: int, library: Library, overlay: Path, by: Address, now: datetime, *, override: bool
) -> int | None:
    """Write a draft's block and keep what it replaced; returns the change's number, or None if there is no such draft
    (any more). The misses it was made for are settled. Raises OSError if the file cannot be written; nothing is changed
    then.
    """
    draft = teaching_store.draft(db, number)
    if draft is None or draft.todo:
        return None
    written_by = author(db, by)
    before, text = own_content.read(overlay, draft.name), block(draft, library, overlay, written_by, now)
    version = teaching_store.add_version(db, now, written_by, draft.name, before, text)
    teaching_store.drop_draft(db, number)
    misses_store.settle(db, draft.misses)
    _note(db, by, now, "teach" if draft.changes_asking_only else draft.kind, draft.name)
    if override:
        _note(db, by, now, "override", draft.name)
    own_content.write(overlay, draft.name, text)
    return version


def undo(db: Database, number: int, overlay: Path, by: Address, now: datetime) -> Version | None:
    """Put back what a change replaced; returns it, or None if the block has been changed since, also by hand."""
    version = teaching_store.version(db, number)
    if version is None or own_content.read(overlay, version.entry) != version.after:
        return None
    teaching_store.remove_version(db, number)
    _note(db, by, now, "undo", version.entry)
    own_content.write(overlay, version.entry, version.before)
    return version


def ignore(db: Database, misses: tuple[int, ...], by: Address, now: datetime) -> None:
    """Set misses aside."""
    misses_store.ignore(db, misses)
    _note(db, by, now, "ignore", str(len(misses)))


def _note(db: Database, by: Address, now: datetime, action: str, about: str) -> None:
    audit_store.record(db, now, people_store.recipient_id(db, by), action, about=about)
