"""A period of the ward's work, and its figures gathered from both rooms."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.figures import Figures, TargetSum, rounded
from broadcasts import inquiry_care_store, report_store, statistics_store, subscription_store
from knowledge import statistics_store as questions_store
from knowledge.loader import Library

WEEK, MONTH = "week", "month"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A calendar week, from Monday, or a calendar month; the running one ends today."""

    kind: str
    first: date
    last: date

    @classmethod
    def around(cls, kind: str, day: date, today: date) -> "Period":
        """The week or month of a day; a day to come is taken for today."""
        day = min(day, today)
        if kind == WEEK:
            first = day - timedelta(days=day.weekday())
            end = first + timedelta(days=6)
        else:
            first = day.replace(day=1)
            end = (first + timedelta(days=31)).replace(day=1) - ONE_DAY
        return cls(kind, first, min(end, today))

    def before(self) -> "Period":
        """The one before, whole."""
        last = self.first - ONE_DAY
        return Period.around(self.kind, last, last)

    def after(self, today: date) -> "Period | None":
        """The next one; None if it has not begun."""
        begins = Period.around(self.kind, self.first, date.max).last + ONE_DAY
        return Period.around(self.kind, begins, today) if begins <= today else None

    def other(self, today: date) -> "Period":
        """The month of a week, or the week in which a month ends."""
        return Period.around(MONTH if self.kind == WEEK else WEEK, self.last, today)


def figures_of(db: Database, library: Library, first: date, last: date, zone: ZoneInfo) -> Figures:
    """The figures of a period, both days included, days and hours being those of `zone`; who subscribed, and who holds
    an office, is told as it stands now.
    """
    since, until = (datetime.combine(day, time(), zone) for day in (first, last + ONE_DAY))
    kinds, days, hours, topics = Counter[str](), Counter[date](), Counter[int](), Counter[str]()
    for part in questions_store.asked(db, since, until):
        local = part.hour.astimezone(zone)
        kinds[part.kind] += part.count
        days[local.date()] += part.count
        hours[local.hour] += part.count
    for answered, count in questions_store.answered_with(db, since, until).items():
        if (entry := library.entries.get(answered)) is not None:
            topics[library.topics[entry.topic].title] += count
    judged, desk = questions_store.judged(db, since, until), inquiry_care_store.figures(db, since, until)
    receiving = subscription_store.subscriber_counts(db, library.topics.keys())
    return Figures(
        first=first,
        last=last,
        questions=days,
        answered=kinds["answer"],
        asked_back=kinds["clarify"],
        unknown=kinds["unknown"],
        topics=_most_first(topics),
        hours=tuple(hours[at] for at in range(24)),
        helpful=judged.helpful,
        not_helpful=judged.wrong,
        handed_over=desk.asked,
        replied=desk.answered,
        median_reply=desk.median_wait,
        deliveries=statistics_store.deliveries(db, since, until),
        leaders=statistics_store.leaders(db, since, until),
        subscribers=statistics_store.subscribers(db),
        subscribers_of=_most_first({library.topics[topic].title: many for topic, many in receiving.items()}),
        subscribers_in=statistics_store.subscribers_by_tdp(db),
        targets=_targets(db, library, first, last, zone),
    )


def _most_first(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """Parts by what is told of them, so that their order does not tell more; those with nothing are left out."""
    parts = [(name, part) for name, part in counts.items() if part]
    return tuple(sorted(parts, key=lambda one: (-rounded(one[1]), one[0])))


def _targets(db: Database, library: Library, first: date, last: date, zone: ZoneInfo) -> tuple[TargetSum, ...]:
    sums = []
    for target in library.targets():
        found = report_store.target_figures(db, target.number or 0, zone)
        until_then = [reached for day, reached in found.progress if day <= last] if found else []
        if found and until_then:
            earlier = [reached for day, reached in found.progress if day < first]
            before = earlier[-1] if earlier else 0
            sums.append(TargetSum(target.number or 0, target.title, found.unit, before, until_then[-1]))
    return tuple(sums)
