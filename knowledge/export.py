"""What officers taught, merged with what is shipped: blocks that maintainers can take over as they stand."""

from collections.abc import Iterable
from typing import Any

from knowledge.entry import Document, Entry, WardValue
from knowledge.loader import Library

_ORDER = tuple(name for name in Entry.model_fields if name not in ("where", "author", "written"))


def taught(library: Library) -> dict[str, Any]:
    """Sections with every value, document and whole entry that an officer wrote or changed in the conversation."""
    entries = [entry for entry in library.entries.values() if entry.author]
    cited = {source.doc for entry in entries for source in entry.source}
    sections = {
        "documents": {one.id: _written(one) for one in library.documents.values() if one.id in cited and _is_own(one)},
        "ward": {one.id: _written(one) for one in library.ward.values() if one.author},
        "entries": [{**_written(entry, _ORDER), "author": entry.author, "written": entry.written} for entry in entries],
    }
    return {name: blocks for name, blocks in sections.items() if blocks}


def _is_own(document: Document) -> bool:
    return bool(document.author)


def _written(block: Document | WardValue | Entry, names: Iterable[str] = ()) -> dict[str, Any]:
    """The fields that differ from their defaults, as text, in the order in which content writes them."""
    found = block.model_dump(mode="json", exclude_defaults=True, exclude={"where"} | ({"id"} if not names else set()))
    return {name: found[name] for name in (names or found) if name in found}
