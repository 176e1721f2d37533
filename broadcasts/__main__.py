"""Command line of the broadcasts room: `python -m broadcasts check` validates the templates of notices."""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcasts import template_check, template_texts
from broadcasts.templates import SHIPPED, TemplateError, templates

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit code. Broken templates are told in plain sentences."""
    parser = argparse.ArgumentParser(prog="python -m broadcasts", description="What the ward tells.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="validate the templates of notices")
    checking.add_argument(
        "--templates", type=Path, help="the ward's own folder of templates, on top of the shipped one"
    )
    options = parser.parse_args(arguments)
    own: list[Path] = [options.templates] if options.templates else []
    if missing := [folder for folder in own if not folder.is_dir()]:
        print(template_texts.no_such_folder(str(missing[0])), file=sys.stderr)
        return 1
    try:
        found = templates([SHIPPED, *own])
    except TemplateError as error:
        print(error, file=sys.stderr)
        return 1
    problems = template_check.problems(found.values(), datetime.now(HERE), HERE)
    for problem in problems:
        print(problem)
    print(template_texts.check_failed(len(problems)) if problems else template_texts.check_passed(len(found)))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
