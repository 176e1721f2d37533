"""What monitoring reads on a loopback port: /health in a word, /metrics for Prometheus. Figures only, nobody's data."""

import json
import shutil
import sqlite3
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot import backups, upkeep_texts
from bot.context import Ward
from bot.data_folder import StartError
from bot.database import database_path
from bot.health import LOOK_EVERY
from broadcasts.queue_store import queue

LOOPBACK = "127.0.0.1"
_STATES = ("waiting", "going", "paused", "held")


class Gauges:
    """The figures that are looked up when somebody asks, in the registry of the pulse."""

    def __init__(self, ward: Ward) -> None:
        """One set for one running assistant."""
        self._ward = ward

        def gauge(name: str, meaning: str, *labels: str) -> Gauge:
            return Gauge(f"ward_{name}", meaning, labels, registry=ward.pulse.registry)

        self._messages = gauge("queue_messages", "Messages of sendings under way that still wait")
        self._oldest = gauge("queue_oldest_seconds", "Time since the oldest of these sendings was due")
        self._lag = gauge("schedule_lag_seconds", "How late the earliest sending is that should have started")
        self._sendings = gauge("sendings", "Sendings that are not over", "state")
        self._poll = gauge("last_poll_timestamp_seconds", "When Telegram last answered a poll; 0 if never")
        self._update = gauge("last_update_timestamp_seconds", "When the last update was handled; 0 if none was")
        self._size = gauge("database_bytes", "Size of the database with what SQLite keeps beside it")
        self._free = gauge("disk_free_bytes", "Free space on the disk of the data folder")
        self._backup = gauge("last_backup_timestamp_seconds", "When the newest copy was made; 0 if there is none")
        self._troubles = gauge("troubles", "Troubles the officers were told of and that are not over")

    async def read(self) -> bytes:
        """Look everything up; returns all metrics in Prometheus' text format. Raises sqlite3.Error."""
        ward = self._ward
        waiting = await ward.database.run(queue, ward.clock())
        self._messages.set(waiting.messages)
        self._oldest.set(waiting.oldest.total_seconds())
        self._lag.set(waiting.lag.total_seconds())
        for state in _STATES:
            self._sendings.labels(state).set(waiting.sendings.get(state, 0))
        self._poll.set(_timestamp(ward.pulse.last_poll))
        self._update.set(_timestamp(ward.pulse.last_update))
        folder = ward.settings.data_dir
        self._size.set(sum(part.stat().st_size for part in folder.glob(f"{database_path(folder).name}*")))
        self._free.set(shutil.disk_usage(folder).free)
        copies = backups.backups(backups.folder_of(folder))
        self._backup.set(_timestamp(copies[0].made if copies else None))
        self._troubles.set(len(ward.health.troubles))
        return generate_latest(ward.pulse.registry)


def _timestamp(moment: datetime | None) -> float:
    return 0.0 if moment is None else moment.timestamp()


class _Metrics(RequestHandler):
    def initialize(self, gauges: Gauges) -> None:
        """Called by tornado."""
        self._gauges = gauges

    async def get(self) -> None:
        """All metrics; 503 while the database gives no answer."""
        try:
            figures = await self._gauges.read()
        except sqlite3.Error as error:
            self.send_error(503, reason=type(error).__name__)
            return
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(figures)


class _Health(RequestHandler):
    def initialize(self, ward: Ward) -> None:
        """Called by tornado."""
        self._ward = ward

    def get(self) -> None:
        """200 if all is well, 503 with the kinds of trouble if not, or if nothing has looked for trouble lately."""
        health, now = self._ward.health, self._ward.clock()
        troubles = health.troubles
        if now - (health.looked or self._ward.pulse.started) > 3 * LOOK_EVERY:
            troubles = [*troubles, "stuck"]
        self.set_status(503 if troubles else 200)
        self.finish(json.dumps({"ok": not troubles, "troubles": troubles}))


def listen(ward: Ward, port: int) -> HTTPServer:
    """Serve both addresses on loopback. Raises StartError if the port is taken."""
    gauges = Gauges(ward)
    served = Application([(r"/metrics", _Metrics, {"gauges": gauges}), (r"/health", _Health, {"ward": ward})])
    try:
        return served.listen(port, LOOPBACK)
    except OSError as error:
        raise StartError(upkeep_texts.metrics_port_taken(port, error.strerror or str(error))) from error
