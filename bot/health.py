"""What the officers must hear of because nobody else would: updates that stop coming, a full disk, no copies."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from telegram import WebhookInfo

from bot import upkeep_texts as texts

LOOK_EVERY = timedelta(minutes=1)
SILENCE = timedelta(minutes=5)
"""Without an answer to any poll, each of which takes ten seconds when nothing is new: no hiccup of the network."""
LEAST_FREE = 500_000_000
"""Bytes: the database of a large ward and its eleven copies take less."""


@dataclass(frozen=True)
class Trouble:
    """Something that is wrong; `kind` is one of `texts.OVER`."""

    kind: str
    since: datetime
    said: str
    """What officers are told, in HTML."""


class Health:
    """The troubles there are, each told once when it begins and once when it is over."""

    def __init__(self, zone: ZoneInfo, least_free: int = LEAST_FREE) -> None:
        """All is well. `least_free` is in bytes."""
        self.least_free = least_free
        self.backup_fault: Trouble | None = None
        """Why the last copy could not be made."""
        self.looked: datetime | None = None
        """When troubles were looked for last."""
        self._zone = zone
        self._troubles: dict[str, Trouble] = {}

    @property
    def troubles(self) -> list[str]:
        """The kinds of what is wrong now."""
        return sorted(self._troubles)

    def look(self, found: Iterable[Trouble], now: datetime) -> list[str]:
        """Take notice of the troubles found now; returns what officers are to be told."""
        before, self._troubles = self._troubles, {}
        for trouble in found:
            # It began when it was first seen, whatever is known of it by now.
            self._troubles[trouble.kind] = before.get(trouble.kind, trouble)
        self.looked = now
        begun = [trouble.said for kind, trouble in self._troubles.items() if kind not in before]
        over = [
            texts.over(kind, trouble.since, now, self._zone)
            for kind, trouble in before.items()
            if kind not in self._troubles
        ]
        return begun + over


def silent(last_poll: datetime, now: datetime) -> Trouble | None:
    """Polling brings nothing: Telegram has answered no poll for a while."""
    return Trouble("updates", last_poll, texts.UPDATES_STOPPED) if now - last_poll > SILENCE else None


def stuck(webhook: WebhookInfo, now: datetime) -> Trouble | None:
    """The webhook brings nothing: Telegram holds updates back as it could not hand them over lately."""
    failed = webhook.last_error_date
    if failed is None or not webhook.pending_update_count or now - failed > SILENCE:
        return None
    return Trouble("updates", failed, texts.UPDATES_STOPPED)


def nearly_full(folder: Path, least_free: int, now: datetime) -> Trouble | None:
    """The disk of the data folder has less left than this many bytes."""
    free = shutil.disk_usage(folder).free
    return Trouble("disk", now, texts.disk_nearly_full(free)) if free < least_free else None
