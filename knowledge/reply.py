"""What a person reads: an entry as it stands today, composed once for every channel."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from knowledge import placeholders, texts
from knowledge.entry import Entry
from knowledge.loader import Library

MESSAGE_LIMIT = 2000
"""Characters of a whole reply: Zalo's limit, below Telegram's 4,096."""

MOST_CHOICES = 3
"""Entries somebody is asked back about."""

ReplyKind = Literal["answer", "clarify", "unknown", "smalltalk", "redirect"]


@dataclass(frozen=True)
class Option:
    """A choice or a related question: a button, and a number a person may type."""

    entry: str
    label: str


@dataclass(frozen=True)
class Reply:
    """One reply in plain text; a channel may set the headline in bold and show the options as buttons."""

    kind: ReplyKind
    headline: str
    body: str = ""
    source: str = ""
    options: tuple[Option, ...] = ()
    entry: str | None = None
    score: float = 0.0
    coverage: float = 1.0
    """Share of the question, by weight, that what is shown says."""
    several: bool = False
    """Two questions were asked, and it is asked which comes first: the other one is still to be answered then."""
    picture: str | None = None
    """The picture that goes with it, by name."""
    sensitive: bool = False
    """The message may tell of danger or crime: nothing of it may be kept."""
    missed: bool = False
    """No answer was found: what was asked is kept, without who asked, for officers to learn from."""

    @property
    def meant(self) -> tuple[str, ...]:
        """The entry it shows, or those it lets the person choose from."""
        return (self.entry,) if self.entry else tuple(option.entry for option in self.options)

    @property
    def text(self) -> str:
        """Exactly what a person reads."""
        return paragraphs(self.headline, self.body, self.source)


def paragraphs(*parts: str) -> str:
    """The parts one below the other, without the empty ones."""
    return "\n\n".join(filter(None, parts))


def options(entries: list[Entry]) -> tuple[Option, ...]:
    """Entries as choices, in their order."""
    return tuple(Option(entry.id, entry.title) for entry in entries)


def numbered(choices: tuple[Option, ...]) -> str:
    """Choices as numbered lines with the hint how to choose."""
    lines = [texts.choice(number, choice.label) for number, choice in enumerate(choices, start=1)]
    return "\n".join([*lines, "", texts.clarify_hint(len(choices))])


def asking_back(entries: list[Entry], sure: float, *, missed: bool = True) -> Reply:
    """Which of the entries was meant, or whether the only one was: the first of them as choices."""
    choices = options(entries[:MOST_CHOICES])
    asked = texts.CLARIFY if len(choices) > 1 else texts.CLARIFY_ONE
    return Reply("clarify", asked, numbered(choices), options=choices, score=sure, missed=missed)


def telling_the_numbers(reply: Reply) -> Reply:
    """The reply with the emergency numbers below it, for somebody who may be in danger; nothing of it may be kept."""
    told = texts.IN_DANGER in reply.body
    return replace(reply, body=reply.body if told else paragraphs(reply.body, texts.IN_DANGER), sensitive=True)


def _current(entry: Entry, today: date) -> tuple[str, str]:
    """The entry's words that hold today: answer and details, or what is said before or after its time."""
    if entry.valid_from and today < entry.valid_from and entry.before:
        return entry.before, ""
    if entry.valid_until and today > entry.valid_until and entry.after:
        return entry.after, ""
    return entry.answer, entry.details


def source_line(entry: Entry, library: Library) -> str:
    """What the entry stands on: what its facts were compared with, the earliest day of that, and then the rest."""
    compared: dict[str, None] = {}
    others: dict[str, None] = {}
    days = []
    for source in entry.source:
        document = library.documents[source.doc]
        if source.checked and document.checked:
            compared[library.place(source)] = None
            days.append(document.checked)
        else:
            others[library.place(source)] = None
    places = [*compared, *others]
    if days:
        last = len(compared) - 1
        places[last] = f"{places[last]} ({texts.checked(min(days))})"
    return texts.source_line(places) if places else ""


def _guidance(entry: Entry, written: tuple[str, str], library: Library) -> str:
    """What stands below an entry's words: that they are general, or whom to ask what the ward has not told yet."""
    if entry.certainty == "general":
        return texts.GENERAL_GUIDANCE
    waits = entry.kind == "answer" and any(placeholders.waits_for_the_ward(text, library) for text in written)
    return texts.ASK_MEANWHILE if waits and not any(map(texts.says_whom_to_ask, written)) else ""


def entry_reply(entry: Entry, library: Library, today: date, score: float = 1.0) -> Reply:
    """The reply that shows an entry as it stands today, with its related entries as options."""
    written = _current(entry, today)
    answer, details = (placeholders.render(text, library, today) for text in written)
    headline, _, rest = answer.partition("\n")
    if entry.kind == "elsewhere":
        return Reply("unknown", headline, rest.strip(), score=score)
    return Reply(
        kind=entry.kind,
        headline=headline,
        body=paragraphs(rest.strip(), details, _guidance(entry, written, library)),
        source=source_line(entry, library),
        options=options([library.entries[related] for related in entry.related]),
        entry=entry.id,
        score=score,
        picture=entry.bin,
    )


def together(first: Reply, second: Reply) -> Reply:
    """Two answers as one reply. A picture goes along only if it is right for both."""
    return replace(
        first,
        body=paragraphs(first.body, second.headline, second.body),
        source="\n".join(dict.fromkeys(part for part in (first.source, second.source) if part)),
        options=tuple(dict.fromkeys((*first.options, *second.options))),
        score=min(first.score, second.score),
        picture=first.picture if first.picture == second.picture else None,
    )


def answer_text(entry: Entry, library: Library, today: date) -> str:
    """The whole text of an entry's reply, for measuring it."""
    return entry_reply(entry, library, today).text
