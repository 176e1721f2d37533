"""Command line of the knowledge room: `python -m knowledge ask "…"` and `python -m knowledge check`."""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from knowledge import check, texts
from knowledge.assistant import Assistant
from knowledge.loader import SHIPPED_CONTENT, ContentError, load

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=HERE)


def _answer(assistant: Assistant, question: str, now: datetime, chat: str | None = None) -> dict[str, Any]:
    reply = assistant.reply(question, now, chat)
    return {
        "q": question,
        "kind": reply.kind,
        "text": reply.text,
        "options": [option.label for option in reply.options],
        "entry": reply.entry,
        "score": round(reply.score, 4),
        "source": reply.source,
    }


def _ask_lines(assistant: Assistant, lines: Iterable[str], now: datetime) -> int:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            question, chat = str(asked["q"]), asked.get("chat")
        except (ValueError, KeyError, TypeError, AttributeError):
            print(f'line {number}: expected an object like {{"q": "…"}}', file=sys.stderr)
            return 2
        print(json.dumps(_answer(assistant, question, now, chat), ensure_ascii=False), flush=True)
    return 0


def _check(folders: list[Path], now: datetime, *, quiet: bool) -> int:
    library = load(folders)
    found = check.problems(library, now.date())
    for problem in found:
        print(problem)
    for heading, lines in (
        (texts.placeholders, check.unfilled(library)),
        (texts.expired, check.expired(library, now.date())),
    ):
        if lines and not quiet:
            print(heading(len(lines)))
            print("\n".join(f"  {line}" for line in lines))
    if found:
        print(texts.check_failed(len(found)))
    else:
        print(texts.check_passed(len(library.entries), sum(len(entry.ask) for entry in library.entries.values())))
    return 1 if found else 0


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit code. Broken content is told in plain sentences on standard error."""
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="The ward's knowledge.")
    parser.add_argument("--content", type=Path, help="the ward's own content folder, on top of the shipped one")
    parser.add_argument("--now", type=_instant, help="pretend it is this local time, e.g. 2026-03-01T08:00")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="answer one question, or one JSON object per line from standard input")
    ask.add_argument("question", nargs="?")
    ask.add_argument("--jsonl", action="store_true", help='read {"q": "…", "chat": "…"} lines, write one answer a line')
    checking = commands.add_parser("check", help="validate all content, list what the ward must fill in")
    checking.add_argument("--quiet", action="store_true", help="only say whether content is valid")
    for command in commands.choices.values():
        command.add_argument("--content", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        command.add_argument("--now", type=_instant, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    now = options.now or datetime.now(HERE)
    if options.content and not options.content.is_dir():
        print(texts.no_such_folder(str(options.content)), file=sys.stderr)
        return 1
    try:
        if options.command == "check":
            return _check([SHIPPED_CONTENT, *([options.content] if options.content else [])], now, quiet=options.quiet)
        assistant = Assistant(options.content)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    if options.jsonl:
        return _ask_lines(assistant, sys.stdin, now)
    if not options.question:
        ask.error("a question is needed, or --jsonl")
    reply = assistant.reply(options.question, now)
    print(reply.text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
