"""`make bench-send`: how fast notices go out, what answers cost meanwhile, how others do; in one run, on loopback."""

import argparse
import functools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.reliability import books, peers
from tests.reliability.books import Reader, wait_until
from tests.reliability.sender import PROCESSES, Sender
from tests.reliability.telegram_server import Limits, ServerThread, TelegramServer

ROOT = Path(__file__).parents[2]
PER_SECOND, TELEGRAMS_OWN = 28, 30
"""The budget as it comes, and Telegram's own, of which nothing is kept back; answers are paid from it as well."""
MOST_PER_SECOND = 2_000
"""The most MESSAGES_PER_SECOND allows."""
ASK_EVERY = 0.5
QUIET = 8.0
"""Seconds in which questions are asked without a notice."""
ASKING = 900_000
"""Chats that ask are numbered from here."""


def _peak_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _processor_seconds(pid: int) -> float:
    ticks = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


class Asker:
    """Asks question after question, each in another chat, and looks later when the answers came."""

    def __init__(self, server: TelegramServer) -> None:
        self._server = server
        self._asked: dict[int, float] = {}

    def ask(self, until: Callable[[], bool]) -> None:
        while not until():
            chat = ASKING + len(self._asked)
            self._asked[chat] = time.monotonic()
            self._server.say(chat, "chỉ tiêu 14")
            time.sleep(ASK_EVERY)

    def milliseconds(self, since: float, until: float) -> list[float]:
        return [
            1e3 * (self._server.deliveries[chat][0].at - asked)
            for chat, asked in self._asked.items()
            if since <= asked < until
        ]

    def settle(self) -> None:
        wait_until(lambda: all(chat in self._server.deliveries for chat in self._asked), 30, "an answer")


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def at_the_limits(folder: Path, people: int, budget: int) -> None:
    """The whole application at Telegram's limits, asked questions meanwhile."""
    path = folder / "ward.db"
    books.prepare(path, people)
    with ServerThread(limits=Limits(), latency=(0.03, 0.08)) as server:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATA_DIR": str(folder),
            "NO_PROXY": "127.0.0.1",
            "LOG_LEVEL": "ERROR",
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_BASE_URL": server.url,
            "MESSAGES_PER_SECOND": str(budget),
        }
        process = subprocess.Popen([sys.executable, "-m", "bot"], cwd=folder, env=environment)
        try:
            asker = Asker(server)
            wait_until(lambda: server.polls, 60, "the start")
            time.sleep(2)
            quiet = time.monotonic()
            asker.ask(lambda: time.monotonic() > quiet + QUIET)
            asker.settle()
            begun = time.monotonic()
            sending = books.plan(path)
            reader = Reader(path)
            asker.ask(lambda: reader.state(sending) == "done")
            ended = time.monotonic()
            asker.settle()
            peak = _peak_megabytes(process.pid)
        finally:
            process.kill()
            process.wait()
        account = books.close(path, sending, server, Counter())
        sent = sorted(arrived[0].at for chat, arrived in server.deliveries.items() if chat < ASKING)
        alone, meanwhile = asker.milliseconds(quiet, begun), asker.milliseconds(begun, ended)
        steady = [moment for moment in sent if moment > sent[0] + 5]
        print(f"(a) the whole application at Telegram's limits, MESSAGES_PER_SECOND={budget}, {people} recipients,")
        print(f"    a question every {ASK_EVERY} s")
        print(f"    notices a second      {(len(steady) - 1) / (steady[-1] - steady[0]):8.1f} (sustained)")
        print(f"    with the answers      {(server.delivered - len(alone)) / (ended - begun):8.1f}")
        print(f"    429                   {sum(one.status == 429 for one in server.rejections):8d}")
        print(f"    sent / twice          {account.sent:8d} / {account.twice}")
        for name, figure in (("median", statistics.median), ("p95", _p95)):
            before, during = figure(alone), figure(meanwhile)
            print(
                f"    answers, {name + ' ms':<12} {before:8.0f} alone, {during:.0f} meanwhile: {during - before:+.0f}"
            )
        print(f"    peak memory           {peak:8.0f} MB", flush=True)


def engine(folder: Path, marks: Sequence[int]) -> tuple[list[float], float, float]:
    """The engine as fast as it can, with as many recipients as the last mark: seconds at the marks, seconds of a
    processor it used, peak memory.
    """
    path = folder / "ward.db"
    books.prepare(path, marks[-1])
    sending = books.plan(path)
    with ServerThread() as server, Sender(path, server.url, server.token, MOST_PER_SECOND) as sender:
        wait_until(lambda: server.delivered, 30)
        begun, used, times = time.monotonic(), _processor_seconds(sender.pid), list[float]()
        for mark in marks:
            wait_until(functools.partial(_delivered, server, mark), 600, f"{mark} messages")
            times.append(time.monotonic() - begun)
        used = _processor_seconds(sender.pid) - used
        wait_until(lambda: Reader(path).state(sending) == "done", 30)
        peak = _peak_megabytes(sender.pid)
        books.close(path, sending, server, Counter())
    return times, used, peak


def _delivered(server: TelegramServer, most: int) -> bool:
    return server.delivered >= most


def peer(name: str, people: int, limits: Limits | None = None) -> tuple[float, int, int]:
    """One peer: messages a second, how many were delivered, how many refused."""
    with ServerThread(limits=limits) as server:
        process = PROCESSES.Process(target=peers.work, args=(name, server.url, server.token, people))
        process.start()
        wait_until(lambda: server.delivered, 30)
        begun = time.monotonic()
        process.join()
        return server.delivered / (time.monotonic() - begun), server.delivered, len(server.rejections)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability")
    parser.add_argument("--at-limits", type=int, default=3_000, help="recipients at Telegram's limits")
    parser.add_argument("--people", type=int, default=30_000, help="recipients as fast as it can")
    parser.add_argument("--rounds", type=int, default=3, help="rounds beside the peers")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:

        def new_folder() -> Path:
            return Path(tempfile.mkdtemp(dir=folder))

        for budget in (PER_SECOND, TELEGRAMS_OWN):
            at_the_limits(new_folder(), options.at_limits, budget)
        people = options.people
        marks = [people // 3, 2 * people // 3, people]
        times, used, peak = engine(new_folder(), marks)
        print(f"(b) the engine, MESSAGES_PER_SECOND={MOST_PER_SECOND}, {people} recipients, no latency")
        print(f"    messages a second     {people / times[-1]:8.0f}")
        print(f"    for a processor's     {people / used:8.0f} a second of it")
        for mark, seconds in zip(marks, times, strict=True):
            print(f"    {mark:6d} after          {seconds:8.1f} s, {1e3 * seconds / mark:.2f} ms each")
        print(f"    peak memory           {peak:8.0f} MB", flush=True)
        names = ["the engine", *peers.installed()]
        rates: dict[str, list[float]] = {name: [] for name in names}
        for _ in range(options.rounds):
            for name in names:
                rates[name].append(300 / engine(new_folder(), [300])[0][-1] if name == names[0] else peer(name, 300)[0])
        print("(c) side by side without limits, 300 recipients a round; then 500 at Telegram's limits")
        medians = {name: statistics.median(values) for name, values in rates.items()}
        for name in names:
            print(f"    {name:<20}{medians[name]:8.0f} a second, {medians[name] / medians[names[0]]:.2f} of the engine")
        for name in names[1:]:
            _, delivered, refused = peer(name, 500, Limits())
            print(f"    {name:<20}{delivered:8d} of 500 delivered, {refused} times 429")
        for name in peers.missing():
            print(f"    {name} is not installed, so it is left out")
    print(f"{time.monotonic() - begun:.0f} s in all")


if __name__ == "__main__":
    main()
