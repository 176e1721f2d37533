"""What an officer prepares: one more way of asking, a changed answer, a new entry, a value only the ward knows.

A draft knows the steps that are still to do; what is typed at a step either fits, or is told why not. A finished draft
becomes the text of one file of the ward's own content.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from knowledge import check, own_content
from knowledge import teaching_texts as texts
from knowledge.entry import ANSWER_LIMIT, DETAILS_LIMIT, TITLE_LIMIT, Edit, Entry, Source
from knowledge.loader import Library
from knowledge.vietnamese import fold, words

Step = Literal["answer", "details", "title", "topic", "source", "validity", "ask", "value"]
NEW_STEPS: tuple[Step, ...] = ("answer", "title", "topic", "source", "validity", "ask")
EDIT_STEPS: Mapping[Step, tuple[Step, ...]] = {
    "answer": ("answer", "source", "validity"),
    "details": ("details", "source", "validity"),
    "validity": ("validity", "source"),
    "ask": ("ask",),
}
"""What is asked for when an officer changes one thing: new words need their source and how long they hold."""
STAYS, NEVER = "stays", "never"
"""Validities besides a day: as it was; without an end."""
VALUE_LIMIT, SOURCE_LIMIT, PHRASING_LIMIT = 200, 160, 150
"""Characters of a ward's value, of a document's name and of a way of asking."""
_SHORTEST_SOURCE = 8
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_DOCUMENT = "nguon-"


class UnfitError(Exception):
    """What was typed cannot be used; the message is the sentence for the officer."""


class Draft(BaseModel):
    """What an officer is preparing; `target` is the entry's id, or the ward value's."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["edit", "new", "fill"]
    target: str = ""
    todo: tuple[Step, ...] = ()
    title: str = ""
    topic: str = ""
    answer: str = ""
    details: str | None = None
    source: str = ""
    """The document as it was typed; empty: what the entry stands on already."""
    validity: str = STAYS
    ask_also: tuple[str, ...] = ()
    ask_not: tuple[str, ...] = ()
    value: str = ""
    misses: tuple[int, ...] = ()
    """The misses it was made for."""

    @property
    def changes_asking_only(self) -> bool:
        """Whether nothing that people read would change."""
        words_stay = not self.answer and self.details is None and not self.source
        return self.kind == "edit" and words_stay and self.validity == STAYS

    @property
    def name(self) -> str:
        """The block's file: a ward value may be called as an entry is."""
        return f"ward-{self.target}" if self.kind == "fill" else self.target


def _typed(text: str, limit: int) -> str:
    text = text.strip()
    if not text:
        raise UnfitError(texts.NOTHING_TYPED)
    if "{" in text or "}" in text:
        raise UnfitError(texts.BRACES)
    if len(text) > limit:
        raise UnfitError(texts.too_long(len(text), limit))
    return text


def _answer(_draft: Draft, text: str, _library: Library, _today: date) -> dict[str, Any]:
    return {"answer": _typed(text, ANSWER_LIMIT)}


def _details(_draft: Draft, text: str, _library: Library, _today: date) -> dict[str, Any]:
    return {"details": "" if text.strip() == "-" else _typed(text, DETAILS_LIMIT)}


def _title(draft: Draft, text: str, library: Library, _today: date) -> dict[str, Any]:
    title = " ".join(_typed(text, TITLE_LIMIT).split())
    if any(fold(entry.title) == fold(title) for entry in library.entries.values()):
        raise UnfitError(texts.title_taken(title))
    target = own_content.new_id(title, library.entries)
    return {"title": title, "target": target, "ask_also": tuple(dict.fromkeys((*draft.ask_also, title)))}


def _topic(_draft: Draft, text: str, library: Library, _today: date) -> dict[str, Any]:
    if text not in library.topics:
        raise UnfitError(texts.NO_SUCH_TOPIC)
    return {"topic": text}


def _source(draft: Draft, text: str, _library: Library, _today: date) -> dict[str, Any]:
    if text == STAYS and draft.kind == "edit":
        return {"source": ""}
    source = " ".join(_typed(text, SOURCE_LIMIT).split())
    if len(source) < _SHORTEST_SOURCE:
        raise UnfitError(texts.SOURCE_TOO_SHORT)
    return {"source": source}


def _validity(draft: Draft, text: str, _library: Library, today: date) -> dict[str, Any]:
    if text == NEVER or (text == STAYS and draft.kind == "edit"):
        return {"validity": text}
    found = _DAY.fullmatch(text.strip())
    try:
        last = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text.strip())
    except ValueError as error:
        raise UnfitError(texts.BAD_DAY) from error
    if last < today:
        raise UnfitError(texts.DAY_PAST)
    return {"validity": last.isoformat()}


def _ask(draft: Draft, text: str, library: Library, _today: date) -> dict[str, Any]:
    lines = [" ".join(line.split()) for line in _typed(text, 10 * PHRASING_LIMIT).splitlines() if words(line)]
    if not lines:
        raise UnfitError(texts.NOTHING_TYPED)
    numbers = [line for line in lines if line.isdecimal()]
    added = [_typed(line, PHRASING_LIMIT) for line in lines if not line.isdecimal()]
    now = phrasings(draft, library)
    for number in numbers:
        if not 1 <= int(number) <= len(now):
            raise UnfitError(texts.no_such_number(number))
    removed = [now[int(number) - 1] for number in numbers]
    kept = {tuple(words(phrasing)) for phrasing in now} - {tuple(words(phrasing)) for phrasing in removed}
    also = [phrasing for phrasing in draft.ask_also if phrasing not in removed]
    new = [phrasing for phrasing in added if tuple(words(phrasing)) not in kept]
    if not new and not removed:
        raise UnfitError(texts.NOTHING_NEW)
    also += new
    draft = draft.model_copy(
        update={"ask_also": tuple(dict.fromkeys(also)), "ask_not": tuple(dict.fromkeys((*draft.ask_not, *removed)))}
    )
    enough = len(phrasings(draft, library)) >= check.LEAST_PHRASINGS
    if draft.kind == "edit" and not enough:
        raise UnfitError(texts.too_few_left(check.LEAST_PHRASINGS))
    # A new entry's step comes again until there are enough.
    return {"ask_also": draft.ask_also, "ask_not": draft.ask_not} | ({} if enough else {"todo": draft.todo})


def _value(_draft: Draft, text: str, _library: Library, _today: date) -> dict[str, Any]:
    return {"value": " ".join(_typed(text, VALUE_LIMIT).split())}


_READ: Mapping[Step, Callable[[Draft, str, Library, date], dict[str, Any]]] = {
    "answer": _answer,
    "details": _details,
    "title": _title,
    "topic": _topic,
    "source": _source,
    "validity": _validity,
    "ask": _ask,
    "value": _value,
}


def phrasings(draft: Draft, library: Library) -> list[str]:
    """The ways of asking as they would be with the draft; numbered from 1 for the officer."""
    entry = library.entries.get(draft.target)
    known = [one for one in entry.ask if one not in draft.ask_not] if entry and draft.kind == "edit" else []
    return list(dict.fromkeys((*known, *draft.ask_also)))


def take(draft: Draft, typed: str, library: Library, today: date) -> Draft:
    """The draft after what was typed at its next step. Raises UnfitError."""
    step, *left = draft.todo
    return draft.model_copy(update={"todo": tuple(left), **_READ[step](draft, typed, library, today)})


def without_source(draft: Draft, library: Library) -> list[str]:
    """The figures a changed entry would say that what it stands on now does not carry."""
    entry = library.entries.get(draft.target)
    if entry is None or draft.kind != "edit":
        return []
    return check.unsourced(Edit(**_said(draft)).applied(entry), library)


def sections(draft: Draft, library: Library, existing: str | None, author: str, now: datetime) -> dict[str, Any]:
    """What the block's file is to hold: the finished draft, on top of what the file holds already."""
    signed = {"author": author, "written": f"{now:%Y-%m-%d %H:%M}"}
    if draft.kind == "fill":
        return {"ward": {draft.target: {"value": draft.value, **signed}}}
    found = own_content.sections_of(existing)
    documents = dict(found.get("documents") or {})
    if draft.source:
        documents[_document(draft)] = {"title": draft.source, "checked": now.date().isoformat(), **signed}
    held = {"documents": documents} if documents else {}
    if draft.kind == "new":
        numbers = sorted(check.figures(f"{draft.title}\n{draft.answer}"))
        block = {
            "id": draft.target,
            "title": draft.title,
            "topic": draft.topic,
            "answer": draft.answer,
            "source": [_source_block(draft, numbers)],
            **_ends(draft),
            "ask": list(draft.ask_also),
        }
        return {**held, "entries": [{**block, **signed}]}
    entry = library.entries[draft.target]
    if own := found.get("entries"):
        # The officers' own entry is changed where it stands.
        changed = _edit(draft, entry, library, {})
        also, gone = changed.pop("ask_also", []), changed.pop("ask_not", [])
        ask = list(dict.fromkeys((*(one for one in own[0]["ask"] if one not in gone), *also)))
        return {**held, "entries": [{**own[0], **changed, "ask": ask, **signed}]}
    before = (found.get("edits") or [{}])[0]
    return {**held, "edits": [{**before, **_edit(draft, entry, library, before), **signed}]}


def _edit(draft: Draft, entry: Entry, library: Library, before: Mapping[str, Any]) -> dict[str, Any]:
    """The fields the draft changes, as a block of `edits` on top of the one that stands there."""
    block = _said(draft) | _ends(draft)
    also = [one for one in before.get("ask_also", ()) if one not in draft.ask_not]
    also = list(dict.fromkeys((*also, *draft.ask_also)))
    # What an officer had added is simply left out again; only what stands elsewhere has to be named as gone.
    gone = [one for one in draft.ask_not if one not in before.get("ask_also", ())]
    gone = list(dict.fromkeys((*before.get("ask_not", ()), *gone)))
    block |= {name: found for name, found in (("ask_also", also), ("ask_not", gone)) if found or name in before}
    if draft.answer or draft.details or draft.source:
        changed = Edit(**block).applied(entry)
        numbers = sorted(check.figures("\n".join((changed.title, *changed.texts))))
        if draft.source:
            block["source"] = [_source_block(draft, numbers)]
        elif missing := check.unsourced(changed, library):
            # The officer said that the figures stand in the same document.
            block["source"] = _with_figures(entry.source, missing)
    return block


def _said(draft: Draft) -> dict[str, Any]:
    """The words the draft changes."""
    said = {"id": draft.target} | ({"answer": draft.answer} if draft.answer else {})
    return said if draft.details is None else {**said, "details": draft.details}


def _with_figures(sources: tuple[Source, ...], figures: list[str]) -> list[dict[str, str]]:
    first, *others = [source.model_dump(exclude_defaults=True) for source in sources]
    carried = "; ".join(filter(None, (first.get("figures"), *figures)))
    return [{**first, "figures": carried}, *others]


def _source_block(draft: Draft, numbers: list[str]) -> dict[str, str]:
    return {"doc": _document(draft)} | ({"figures": "; ".join(numbers)} if numbers else {})


def _document(draft: Draft) -> str:
    return (_DOCUMENT + draft.target)[:48].rstrip("-")


def _ends(draft: Draft) -> dict[str, str]:
    if draft.validity == STAYS:
        return {}
    if draft.validity == NEVER:
        return {} if draft.kind == "new" else {"valid_until": "", "after": ""}
    return {"valid_until": draft.validity, "after": texts.AFTER}
