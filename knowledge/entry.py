"""The shapes of the ward's knowledge, exactly as content files write them (see content/README.md)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

ANSWER_LIMIT = 350
"""Characters of an answer: what a phone shows without scrolling at the large type older readers use."""
DETAILS_LIMIT = 1200
"""Characters of details: with answer and source below 2,000, the shortest message limit of the channels we plan for."""
TITLE_LIMIT = 48
"""Characters of a title: it doubles as a button label."""

EntryKind = Literal["answer", "smalltalk", "redirect", "elsewhere"]
"""`redirect` comes before every other answer; `elsewhere` is a matter the ward's assistant has nothing about: to know
it keeps a neighbouring answer from being given."""
Theme = Literal[
    "dang",
    "kinh-te",
    "xa-hoi",
    "van-hoa-giao-duc",
    "y-te-bao-hiem",
    "moi-truong",
    "hanh-chinh",
    "quoc-phong-an-ninh",
]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
Text = Annotated[str, StringConstraints(strip_whitespace=True)]
FilledText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _nothing_if_empty(value: object) -> object:
    return None if value == "" else value


Day = Annotated[date | None, BeforeValidator(_nothing_if_empty)]


class _Content(BaseModel):
    """Content is read-only and refuses fields it does not know, so that a misspelt field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    where: str = Field(default="", description="file and line, for messages to the person who edits content")
    author: Text = ""
    """Who wrote the block in the conversation, as the office's number: content names no person."""
    written: Text = ""
    """When, in the ward's time."""


class Source(BaseModel):
    """One place an answer stands on: the document, where in it, and the figures it carries."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    doc: Identifier
    at: Text = ""
    figures: Text = ""
    checked: bool = True
    """False until somebody has compared what is said with this place; the document's day then says nothing of it."""


class Document(_Content):
    """A document that answers cite; `checked` is the day its facts were last compared with it, none if it is the ward's
    own.
    """

    id: Identifier
    title: FilledText
    checked: Day = None


class Topic(_Content):
    """A theme of the ward's work."""

    id: Identifier
    title: FilledText
    notices: bool = False
    """Whether the ward sends notices about it that people can subscribe to."""


class Event(_Content):
    """A day or a span of days of the ward's calendar."""

    id: Identifier
    title: FilledText
    start: date
    end: Day = None
    entry: Identifier | None = None

    @property
    def last_day(self) -> date:
        """The day after which the event is past."""
        return self.end or self.start


class WardValue(_Content):
    """Something only the ward can say; an empty value is a placeholder that is never guessed."""

    id: Identifier
    label: FilledText
    value: Text = ""


class Bin(_Content):
    """A group of household waste: what its picture and the answers for its items say."""

    id: Identifier
    title: FilledText
    says: FilledText
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9A-F]{6}$")]
    examples: tuple[FilledText, FilledText]
    entry: Identifier
    in_a_bin: bool = True
    """Whether it may be put into a bin at all; otherwise the picture crosses the bin out."""


class Entry(_Content):
    """One question's answer, with what it stands on, when it holds and how people ask for it."""

    id: Identifier
    title: Annotated[FilledText, StringConstraints(max_length=TITLE_LIMIT)]
    topic: Identifier
    kind: EntryKind = "answer"
    number: int | None = None
    theme: Theme | None = None
    answer: Annotated[FilledText, StringConstraints(max_length=ANSWER_LIMIT)]
    details: Annotated[Text, StringConstraints(max_length=DETAILS_LIMIT)] = ""
    certainty: Literal["confirmed", "general"] = "confirmed"
    source: tuple[Source, ...] = ()
    valid_from: Day = None
    valid_until: Day = None
    before: Annotated[Text, StringConstraints(max_length=ANSWER_LIMIT)] = ""
    after: Annotated[Text, StringConstraints(max_length=ANSWER_LIMIT)] = ""
    ask: tuple[FilledText, ...] = ()
    scattered: bool = False
    """Whether its ways of asking have nothing in common but who is to be asked: only a question like one of them means
    it, however near it lies to what they all say together."""
    triggers: tuple[FilledText, ...] = ()
    unless: tuple[FilledText, ...] = ()
    related: tuple[Identifier, ...] = ()
    twins: tuple[Identifier, ...] = ()
    """Entries that tell the same fact from another place: whichever is shown answers the question. Naming it on one
    side is enough."""
    bin: Identifier | None = None
    """The group of waste an item belongs to; its picture goes with the answer."""
    names: tuple[FilledText, ...] = ()
    """What the item is called; it is meant only where one of them is said."""

    def is_twin_of(self, other: "Entry") -> bool:
        """Whether either entry answers what the other does."""
        return other.id in self.twins or self.id in other.twins

    @property
    def is_offered(self) -> bool:
        """Whether the entry stands in menus and among choices."""
        return self.kind in ("answer", "redirect")

    @property
    def phrasings(self) -> tuple[str, ...]:
        """What it is asked with: its ways of asking and its title, each once."""
        return tuple(dict.fromkeys((*self.ask, self.title)))

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of the entry a person may read."""
        return tuple(text for text in (self.answer, self.details, self.before, self.after) if text)


class Edit(_Content):
    """What the ward changed of an entry that is written elsewhere. Fields that are left out stay as they are, so that a
    correction of the shipped entry is not hidden by one more way of asking.
    """

    id: Identifier
    answer: Annotated[FilledText, StringConstraints(max_length=ANSWER_LIMIT)] = ""
    details: Annotated[Text, StringConstraints(max_length=DETAILS_LIMIT)] = ""
    source: tuple[Source, ...] = ()
    valid_until: Day = None
    after: Annotated[Text, StringConstraints(max_length=ANSWER_LIMIT)] = ""
    ask_also: tuple[FilledText, ...] = ()
    ask_not: tuple[FilledText, ...] = ()

    def applied(self, entry: Entry) -> Entry:
        """The entry with what is changed."""
        own = {name: getattr(self, name) for name in self.model_fields_set & (Edit.model_fields.keys() - _ABOUT_ASKING)}
        ask = [phrasing for phrasing in entry.ask if phrasing not in self.ask_not]
        return entry.model_copy(update={**own, "ask": tuple(dict.fromkeys((*ask, *self.ask_also)))})


_ABOUT_ASKING = {"id", "ask_also", "ask_not"}
