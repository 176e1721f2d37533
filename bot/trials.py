"""Trying a change of the content in a process of its own, so that answering people goes on undisturbed."""

import asyncio
import json
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

import knowledge
from knowledge import own_content
from knowledge.reply import Option, Reply
from knowledge.trial import Trial

log = structlog.get_logger(__name__)

LONGEST = 600
"""Seconds after which a trial is given up: many times what it takes on a slow machine."""
_LONGEST_LINE = 2**20
_PROGRAM = Path(knowledge.__file__).parents[1]

Progress = Callable[[int, int], Awaitable[None]]


class TrialError(Exception):
    """The trial could not be carried out."""


@dataclass(frozen=True)
class Tried:
    """What came of a trial: what is wrong with the content, or what a person will see and what the change does."""

    problems: tuple[str, ...] = ()
    preview: Reply | None = None
    trial: Trial | None = None


class Trials:
    """One trial after another: each takes a processor for seconds."""

    def __init__(self, served: Path, ward: Path | None, shipped: Path) -> None:
        """`served` is what the ward adds while running, `ward` another ward's folder, `shipped` what lies below."""
        self._served = served.resolve()
        self._below = ["--shipped", str(shipped.resolve()), *(["--ward", str(ward.resolve())] if ward else [])]
        self._one_at_a_time = asyncio.Lock()

    async def run(
        self, name: str, text: str, changed: Sequence[str], show: str | None, now: datetime, progress: Progress
    ) -> Tried:
        """Try the content with the block `name` as `text`; `changed` are the entries that differ, `show` the one to be
        previewed. Raises TrialError.
        """
        async with self._one_at_a_time:
            with tempfile.TemporaryDirectory() as folder:
                candidate = Path(folder) / "content"
                await asyncio.to_thread(shutil.copytree, self._served, candidate)
                own_content.write(candidate, name, text)
                arguments = ["--content", str(candidate), "--served", str(self._served), "--gently"]
                arguments += [*self._below, "--now", now.isoformat()]
                arguments += [*(("--show", show) if show else ()), "--changed", *changed]
                return await self._ask(arguments, progress)

    async def _ask(self, arguments: Sequence[str], progress: Progress) -> Tried:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "knowledge", "trial", *arguments,
            cwd=_PROGRAM, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, limit=_LONGEST_LINE,
        )  # fmt: skip
        try:
            async with asyncio.timeout(LONGEST):
                told = await _listen(process, progress)
                errors = await process.stderr.read() if process.stderr else b""
                await process.wait()
        except TimeoutError as error:
            raise TrialError from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if told is None:
            message = errors.decode(errors="replace").strip()
            log.error("trial failed", reason=message[-500:])
            raise TrialError(message)
        return _read(told)


async def _listen(process: asyncio.subprocess.Process, progress: Progress) -> dict[str, Any] | None:
    told: dict[str, Any] | None = None
    if process.stdout is not None:
        async for line in process.stdout:
            found = json.loads(line)
            if isinstance(found, dict):
                told = found
            else:
                await progress(*found)
    return told


def _read(told: dict[str, Any]) -> Tried:
    if "problems" in told:
        return Tried(problems=tuple(told["problems"]))
    shown = told["preview"]
    preview = Reply(**{**shown, "options": tuple(Option(**one) for one in shown["options"])}) if shown else None
    return Tried(preview=preview, trial=Trial.from_json(told["trial"]))
