"""The hours that words name, on a clock or as a part of the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from broadcasts import time_texts as words
from broadcasts.time_days import ImpossibleError
from broadcasts.time_pieces import Piece

USUAL_HOUR = time(7)
"""The hour proposed where none is said: people are up, and the notice comes before the day's work."""
_NOON = 12
_LAST_NIGHT_HOUR = 5
"""Up to this hour a bare one may be meant for the afternoon, whatever the day: few notices are for three at night."""


@dataclass(frozen=True)
class Hours:
    """What was said about the hour, if anything."""

    clocks: tuple[tuple[Piece, bool], ...]
    """Each with whether it is exact: "19:30" counts to 24, "7h" may be either half of the day."""
    parts: frozenset[str]
    """Parts of the day."""

    @classmethod
    def of(cls, found: Mapping[str, list[Piece]]) -> "Hours":
        """The hours among pieces."""
        clocks = tuple((piece, name == words.EXACT) for name in words.CLOCKS for piece in found.get(name, ()))
        beside = {piece[side] for piece, _ in clocks for side in ("before", "behind") if side in piece}
        return cls(clocks, frozenset(beside | {piece["part"] for piece in found.get("part", ())}))

    def times(self, *, either_half: bool) -> list[time]:
        """The times of day they may mean, the proposed one where nothing is said.

        Raises ImpossibleError for what no clock shows ("25h", "19h sáng").
        """
        if len(self.parts) > 1:
            raise ImpossibleError
        part = next(iter(self.parts), "")
        if not self.clocks:
            if part:
                return [words.USUAL_HOURS[part]]
            return [USUAL_HOUR, words.USUAL_EVENING] if either_half else [USUAL_HOUR]
        return [at for clock, exact in self.clocks for at in _times(clock, part, exact=exact, either_half=either_half)]


def _times(clock: Piece, part: str, *, exact: bool, either_half: bool) -> list[time]:
    said, minute = int(clock["hour"]), 30 if "half" in clock else int(clock.get("minute", 0))
    if part:
        hours = [words.PARTS[part].get(said, -1)]
    elif 0 < said < _NOON and not exact and (either_half or said <= _LAST_NIGHT_HOUR):
        hours = [said, said + _NOON]
    else:
        hours = [said]
    return [_time(hour, minute, int(clock.get("less", 0))) for hour in hours]


def _time(hour: int, minute: int, less: int) -> time:
    minutes = hour * 60 + minute - less
    if hour not in range(24) or minute not in range(60) or less not in range(60) or minutes < 0:
        raise ImpossibleError
    return time(*divmod(minutes, 60))
