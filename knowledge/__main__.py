"""Command line of the knowledge room: `python -m knowledge ask "…"`, `check`, `export`, `trial`, `new-ward FOLDER`."""

import argparse
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from knowledge import check, new_ward, texts, ward_texts
from knowledge.assistant import Assistant
from knowledge.entry import WardValue
from knowledge.export import taught
from knowledge.loader import SHIPPED_CONTENT, ContentError, Library, layers_of, load
from knowledge.own_content import as_yaml
from knowledge.reply import entry_reply
from knowledge.trial import Trial, compare

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
_AFTER_OTHERS = 5
"""Niceness of a trial beside a running assistant: answering people comes first."""
_CONTACTS = f"what only the ward can say, by key: {', '.join(new_ward.CONTACTS)}"


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


def _waiting(value: WardValue, library: Library) -> str:
    """A value the ward has not filled in, with the entries that wait for it."""
    waiting = check.waiting_for(library, value.id)
    return f"{value.where}: {value.id} – {value.label}" + (f" ({', '.join(sorted(waiting))})" if waiting else "")


def _new_ward(options: argparse.Namespace, now: datetime) -> int:
    """Lay out a ward from options and, at a terminal, from what a person answers; then check it."""
    given = {
        key: value for key in ("ten", "thanh-pho", "tdps", "event") if (value := getattr(options, key)) is not None
    }
    contacts = dict(pair.partition("=")[::2] for pair in options.contact)
    given |= {key: contacts[key] for key in new_ward.CONTACTS if key in contacts}
    if not sys.stdin.isatty():
        given = {**dict.fromkeys(("event", *new_ward.CONTACTS), ""), **given}
        for key, option in (("ten", "--name"), ("thanh-pho", "--city"), ("tdps", "--tdps")):
            if key not in given:
                print(ward_texts.needed(option), file=sys.stderr)
                return 1
    shipped = load()
    try:
        files = new_ward.lay_out(options.folder, new_ward.ask(shipped, given, input), shipped)
    except new_ward.NewWardError as error:
        print(error, file=sys.stderr)
        return 1
    print(ward_texts.laid_out(str(options.folder), len(files)))
    return _check(layers_of(options.folder), now, quiet=False)


def _check(folders: Iterable[Path], now: datetime, *, quiet: bool) -> int:
    library = load(folders)
    found = check.problems(library, now.date())
    for problem in found:
        print(problem)
    uncompared = [f"{entry.where}: {entry.id} – {library.place(source)}" for entry, source in check.uncompared(library)]
    for heading, lines in (
        (texts.placeholders, [_waiting(value, library) for value in check.unfilled(library)]),
        (texts.uncompared, uncompared),
        (texts.expired, [f"{entry.where}: {entry.id}" for entry in check.expired(library, now.date())]),
    ):
        if lines and not quiet:
            print(heading(len(lines)))
            print("\n".join(f"  {line}" for line in lines))
    if found:
        print(texts.check_failed(len(found)))
    else:
        print(texts.check_passed(len(library.entries), sum(len(entry.ask) for entry in library.entries.values())))
    return 1 if found else 0


def _export(options: argparse.Namespace) -> int:
    print(as_yaml(taught(load(layers_of(options.ward, options.content)))), end="")
    return 0


def _trial(candidate: Path, options: argparse.Namespace, now: datetime) -> int:
    """One JSON object per line: how far it is, and at last what is wrong with the content, or what the change does."""
    if options.gently and hasattr(os, "nice"):
        os.nice(_AFTER_OTHERS)
    library = load(layers_of(options.ward, candidate, options.shipped))
    if found := check.problems(library, now.date()):
        return _tell({"problems": found})
    preview = entry_reply(library.entries[options.show], library, now.date()) if options.show else None
    shown = {"preview": asdict(preview) if preview else None}
    if not options.changed:
        return _tell({**shown, "trial": Trial(0, 0, ()).as_json()})
    before, after = (
        Assistant(folder, ward=options.ward, shipped=options.shipped) for folder in (options.served, candidate)
    )
    trial = compare(
        before,
        after,
        frozenset(options.changed),
        now,
        # The labelled questions say what is right for the shipped content; other content is held to its phrasings.
        cases=None if options.ward is None and options.shipped.resolve() == SHIPPED_CONTENT.resolve() else (),
        progress=lambda done, of: print(json.dumps([done, of]), flush=True),
    )
    return _tell({**shown, "trial": trial.as_json()})


def _tell(found: dict[str, Any]) -> int:
    print(json.dumps(found, ensure_ascii=False), flush=True)
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit code. Broken content is told in plain sentences on standard error."""
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="The ward's knowledge.")
    parser.add_argument("--content", type=Path, help="the ward's own content folder, on top of the shipped one")
    parser.add_argument("--now", type=_instant, help="pretend it is this local time, e.g. 2026-03-01T08:00")
    parser.add_argument("--ward", type=Path, help="the folder of another ward, in the place of the shipped ward's")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="answer one question, or one JSON object per line from standard input")
    ask.add_argument("question", nargs="?")
    ask.add_argument("--jsonl", action="store_true", help='read {"q": "…", "chat": "…"} lines, write one answer a line')
    checking = commands.add_parser("check", help="validate all content, list what the ward must fill in")
    checking.add_argument("--quiet", action="store_true", help="only say whether content is valid")
    commands.add_parser("export", help="print what officers taught, merged, to be taken over into the shipped content")
    trying = commands.add_parser("trial", help="ask all questions with and without a change of the ward's content")
    trying.add_argument("--served", type=Path, help="the ward's own content as it is served now")
    trying.add_argument("--changed", nargs="*", default=[], help="ids of the entries that differ")
    trying.add_argument("--show", help="an entry to show as people will see it")
    trying.add_argument(
        "--shipped", type=Path, default=SHIPPED_CONTENT, help="another folder instead of the shipped one"
    )
    trying.add_argument("--gently", action="store_true", help="let everything else on this machine go first")
    laying_out = commands.add_parser("new-ward", help="lay out the folder of another ward; asks for what is not given")
    laying_out.add_argument("folder", type=Path)
    laying_out.add_argument("--name", dest="ten", help=ward_texts.ASK_NAME)
    laying_out.add_argument("--city", dest="thanh-pho", help=ward_texts.ASK_CITY)
    laying_out.add_argument("--tdps", help=ward_texts.ASK_TDPS)
    laying_out.add_argument("--event", help=ward_texts.ASK_EVENT)
    laying_out.add_argument("--contact", action="append", default=[], metavar="KEY=VALUE", help=_CONTACTS)
    for command in commands.choices.values():
        command.add_argument("--ward", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        command.add_argument("--content", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        command.add_argument("--now", type=_instant, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    now = options.now or datetime.now(HERE)
    for folder in (options.content, options.ward):
        if folder and not folder.is_dir():
            print(texts.no_such_folder(str(folder)), file=sys.stderr)
            return 1
    try:
        if options.command == "new-ward":
            return _new_ward(options, now)
        if options.command == "check":
            return _check(layers_of(options.ward, options.content), now, quiet=options.quiet)
        if options.command in ("export", "trial"):
            if not options.content:
                commands.choices[options.command].error("--content is needed")
            return _export(options) if options.command == "export" else _trial(options.content, options, now)
        assistant = Assistant(options.content, ward=options.ward)
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
