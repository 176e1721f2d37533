"""What the readers of a notice are asked for, and what they can answer.

Only leaders and officers are asked: the ward keeps no answers of residents, which would be a record of their opinions.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

MOST_CHOICES = 4
"""Answers to choose from: what an old phone shows as buttons without scrolling."""
LARGEST_FIGURE = 1_000_000
"""A ward has no more of anything its leaders count; what is larger is a slip of the finger."""


class AskKind(StrEnum):
    """The kinds of answer there are."""

    NOTHING = "nothing"
    RECEIVED = "received"
    CARRIED_OUT = "carried_out"
    """First that it was received, later that it was carried out."""
    ATTEND = "attend"
    """Whether the reader comes to a meeting, with the reason if not."""
    FIGURE = "figure"
    """A number, such as households that sort their waste."""
    CHOICE = "choice"


class Ask(BaseModel):
    """What is asked with one notice."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: AskKind = AskKind.NOTHING
    unit: Annotated[str, Field(max_length=60)] = ""
    """What a figure counts, in the officer's words: "số hộ đã phân loại rác"."""
    target: Annotated[int | None, Field(ge=1)] = None
    """The number of the resolution's target a figure adds to."""
    choices: Annotated[tuple[str, ...], Field(max_length=MOST_CHOICES)] = ()
    meets_at: AwareDatetime | None = None
    """When the meeting begins."""

    @model_validator(mode="after")
    def _is_whole(self) -> "Ask":
        if (self.kind is AskKind.CHOICE) != (len(self.choices) >= 2):
            raise ValueError("a choice has at least two answers, nothing else has any")
        if (self.kind is AskKind.ATTEND) != (self.meets_at is not None):
            raise ValueError("a meeting has a time, nothing else has one")
        if (self.kind is AskKind.FIGURE) != bool(self.unit):
            raise ValueError("a figure counts something, nothing else does")
        return self

    def to_json(self) -> str:
        """As it stands in a row."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def from_json(cls, text: str) -> "Ask":
        """From a row; an empty one asks nothing. Raises ValueError for what asks nothing we know."""
        return cls.model_validate_json(text or "{}")


@dataclass(frozen=True)
class Given:
    """What somebody says at one time; whatever it is, they received the notice, and with nothing else just that."""

    carried_out: bool = False
    attends: bool | None = None
    figure: int | None = None
    choice: int | None = None
    """The place of the chosen answer, from 0."""
    reason: str = ""
    """In the person's own words."""

    def fits(self, ask: Ask) -> bool:
        """Whether this answers what is asked."""
        match ask.kind:
            case AskKind.ATTEND:
                return self.attends is not None
            case AskKind.FIGURE:
                return self.figure is not None or self == Given()
            case AskKind.RECEIVED | AskKind.CARRIED_OUT:
                return self.attends is None and self.figure is None
            case _:
                return False


class Answer(BaseModel):
    """All that one reader answered so far; which fields count depends on what was asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    received_at: datetime | None = None
    carried_out_at: datetime | None = None
    attends: bool | None = None
    figure: Annotated[int | None, Field(ge=0, le=LARGEST_FIGURE)] = None
    choice: int | None = None
    reason: str = ""
    """Why somebody does not come."""
