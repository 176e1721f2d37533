"""How one sending was answered, TDP by TDP: what `/baocao` shows as text, picture and Excel file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from broadcasts.asks import Answer, Ask, AskKind


class Stage(IntEnum):
    """How far a TDP, or one reader, has come; later ones include earlier ones."""

    NOT_LINKED = 0
    """No leader with a phone the notice could go to."""
    NOT_REACHED = 1
    """The message failed or still waits."""
    SENT = 2
    RECEIVED = 3
    FINISHED = 4
    """Everything asked for is there: carried out, or the figure, choice or coming told."""


@dataclass(frozen=True)
class Line:
    """One TDP, or an officer who belongs to none."""

    name: str
    """The TDP's name, or the person's, which is empty where nobody told it."""
    people: tuple[str, ...]
    """The names of its leaders the notice was for."""
    stage: Stage
    answer: Answer = field(default_factory=Answer)
    """The furthest answer among its people, later ones going before earlier ones."""
    person: bool = False
    """Whether it is somebody who belongs to no TDP."""


@dataclass(frozen=True)
class Report:
    """One sending with its answers; times are aware."""

    code: str
    title: str
    """The notice's first words, plain text."""
    due: datetime
    now: datetime
    ask: Ask
    lines: tuple[Line, ...]
    """TDPs in their order, then persons without one."""

    def count(self, stage: Stage) -> int:
        """How many lines have come at least this far."""
        return sum(line.stage >= stage for line in self.lines)

    def silent(self) -> Sequence[Line]:
        """Those who got it and from whom nothing came back."""
        return [line for line in self.lines if line.stage is Stage.SENT]

    def total(self) -> int:
        """The sum of all figures."""
        return sum(line.answer.figure or 0 for line in self.lines)

    def coming(self) -> int:
        """How many lines said they come."""
        return sum(bool(line.answer.attends) for line in self.lines)


def stage_of(ask: Ask, answer: Answer) -> Stage:
    """How far somebody who got the notice has come with what it asks."""
    told = {
        AskKind.NOTHING: False,
        AskKind.RECEIVED: answer.received_at is not None,
        AskKind.CARRIED_OUT: answer.carried_out_at is not None,
        AskKind.ATTEND: answer.attends is not None,
        AskKind.FIGURE: answer.figure is not None,
        AskKind.CHOICE: answer.choice is not None,
    }[ask.kind]
    if told:
        return Stage.FINISHED
    return Stage.RECEIVED if answer.received_at is not None else Stage.SENT
