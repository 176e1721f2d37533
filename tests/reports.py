"""Reports to tell of: a notice of each kind with answers as they come in a ward."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from broadcasts.asks import Answer, Ask, AskKind
from broadcasts.report import Line, Report, Stage, stage_of

DUE = datetime(2026, 11, 21, 1, 5, tzinfo=UTC)
NOW = DUE + timedelta(days=1)
LONG_NAMES = ("Lương Khánh Thiện", "Cát Bi", "Nguyễn Bỉnh Khiêm", "Khu chung cư cũ Vạn Mỹ giai đoạn hai")
ASKS = {
    AskKind.NOTHING: Ask(),
    AskKind.RECEIVED: Ask(kind=AskKind.RECEIVED),
    AskKind.CARRIED_OUT: Ask(kind=AskKind.CARRIED_OUT),
    AskKind.ATTEND: Ask(kind=AskKind.ATTEND, meets_at=NOW),
    AskKind.FIGURE: Ask(kind=AskKind.FIGURE, unit="số hộ đã phân loại rác"),
    AskKind.CHOICE: Ask(kind=AskKind.CHOICE, choices=("Sáng thứ bảy", "Chiều thứ bảy", "Tối chủ nhật")),
}
RECEIVED = Answer(received_at=NOW)
_WHOLE = {
    AskKind.NOTHING: (RECEIVED,),
    AskKind.RECEIVED: (RECEIVED,),
    AskKind.CARRIED_OUT: (Answer(received_at=NOW, carried_out_at=NOW),),
    AskKind.ATTEND: (Answer(attends=True), Answer(attends=False, reason="=ốm")),
    AskKind.FIGURE: (Answer(figure=45), Answer(figure=1234), Answer(figure=0)),
    AskKind.CHOICE: (Answer(choice=0), Answer(choice=2), Answer(choice=0)),
}


def numbered(count: int) -> list[str]:
    """The names of TDPs that have numbers."""
    return [str(number) for number in range(1, count + 1)]


def named(count: int) -> list[str]:
    """Names of TDPs as long as they are in some wards."""
    return [f"{LONG_NAMES[at % len(LONG_NAMES)]} {at // len(LONG_NAMES) + 1}" for at in range(count)]


def answered(kind: AskKind, names: Iterable[str], title: str = "Tổng vệ sinh toàn phường") -> Report:
    """A report in which one TDP after the other is not linked, not reached, silent, has read it, or answered it."""
    ask, lines = ASKS[kind], []
    for at, name in enumerate(names):
        answers = (Answer(), Answer(), Answer(), RECEIVED, *_WHOLE[kind])
        place = at % len(answers)
        stage = (Stage.NOT_LINKED, Stage.NOT_REACHED)[place] if place < 2 else stage_of(ask, answers[place])
        lines.append(Line(name, ("Nguyễn Văn An",) if place else (), stage, answers[place]))
    return Report("KHBT7", title, DUE, NOW, ask, tuple(lines))
