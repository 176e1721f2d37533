"""`make bench-load`: a hundred questions a second through the real process, each answered, and how soon.

The questions come at their times whether answers keep up or not, each in another chat; what a question costs the
process is told beside the times, as those depend on whatever else the machine does.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from knowledge.labelled import on_topic
from tests.reliability.books import wait_until
from tests.reliability.telegram_server import ServerThread, TelegramServer

ROOT = Path(__file__).parents[2]
FIRST_CHAT = 100_000
P95_GOAL = 150.0
"""Milliseconds from a question's arrival at Telegram to the answer's, with a network of no length."""


def _cpu_seconds(pid: int) -> float:
    """What the process has computed so far, in user and in system mode."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _waited_seconds(pid: int) -> float:
    """How long the process's threads were ready to run and no core was free, for whatever else the machine did."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="utf-8").split()[1]) for task in tasks) / 1e9


def _ask(server: TelegramServer, asked: list[str], per_second: int, seconds: int) -> list[float]:
    """Ask at even times; returns when each question was put."""
    begun, put = time.monotonic(), list[float]()
    for number in range(per_second * seconds):
        time.sleep(max(0.0, begun + number / per_second - time.monotonic()))
        put.append(time.monotonic())
        server.say(FIRST_CHAT + number, asked[number % len(asked)])
    return put


def measure(folder: Path, per_second: int, seconds: int) -> bool:
    """Ask, print the table, and tell whether nothing was lost and the goal was met."""
    with ServerThread() as server:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATA_DIR": str(folder),
            "NO_PROXY": "127.0.0.1",
            "LOG_LEVEL": "ERROR",
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_BASE_URL": server.url,
            "MESSAGES_PER_SECOND": "2000",  # Telegram's own limit would be met at 30
        }
        asked = [question.text for question in on_topic()]
        process = subprocess.Popen([sys.executable, "-m", "bot"], cwd=folder, env=environment)
        try:
            wait_until(lambda: server.polls, 60, "the start")
            _ask(server, asked, 10, 1)  # nobody's first question
            wait_until(lambda: server.delivered >= 10, 30, "the first answers")
            warm, computed, waited = server.delivered, _cpu_seconds(process.pid), _waited_seconds(process.pid)
            server.deliveries.clear()
            put = _ask(server, asked, per_second, seconds)
            try:
                wait_until(lambda: server.delivered - warm >= len(put), 60, "the last answers")
            except TimeoutError as error:
                print(f"    {error}")
            computed, waited = _cpu_seconds(process.pid) - computed, _waited_seconds(process.pid) - waited
            peak = next(
                int(line.split()[1]) / 1024
                for line in Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines()
                if line.startswith("VmHWM")
            )
        finally:
            process.terminate()
            process.wait()
    answered = {chat - FIRST_CHAT: one[0].at for chat, one in server.deliveries.items()}
    times = sorted(1e3 * (at - put[number]) for number, at in answered.items())
    p95 = statistics.quantiles(times, n=20)[-1]
    late = max(put[number] - put[0] - number / per_second for number in range(len(put)))
    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{len(put)} questions, {per_second} a second, {machine}")
    print(f"    answered              {len(answered):8d}, lost {len(put) - len(answered)}")
    middle, p99 = statistics.median(times), times[len(times) * 99 // 100]
    print(f"    median / p95 / p99    {middle:8.0f} / {p95:.0f} / {p99:.0f} ms")
    print(f"    computing             {1e3 * computed / len(put):8.2f} ms a question")
    print(f"    waiting for a core    {waited / computed:8.1f} times as long as computing")
    print(f"    peak memory           {peak:8.0f} MB")
    print(f"    asked late by at most {1e3 * late:8.0f} ms")
    return len(answered) == len(put) and p95 < P95_GOAL


def main() -> int:
    """Measure once; the exit code tells whether the goal was met."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.load")
    parser.add_argument("--per-second", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return 0 if measure(Path(folder), options.per_second, options.seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
