"""README and the handbook stay true: commands, settings and the transcript come from the program itself."""

import io
import re
import tomllib
from pathlib import Path

import pytest

from bot import texts
from bot.__main__ import parser
from bot.rights import COMMANDS, IN_GROUPS
from bot.settings import Settings
from bot.terminal import talk
from knowledge.assistant import Assistant

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HANDBOOK = (ROOT / "HUONG_DAN.md").read_text(encoding="utf-8")


def test_readme_names_every_make_target_and_no_other() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    assert set(re.findall(r"^\| `make ([a-z-]+)`", README, re.MULTILINE)) == targets


def test_readme_tells_every_command_of_the_command_line_and_no_other() -> None:
    (commands,) = re.findall(r"\{([a-z,]+)\}", parser().format_usage())
    told = re.findall(r"^\| `tro-ly-phuong ([a-z]+)", README, re.MULTILINE)
    assert told == commands.split(",")


def _is_there(named: str) -> bool:
    """Whether there is this path, this module, or this name in its module."""
    module, _, inner = named.rpartition(".")
    if (ROOT / named).exists() or (ROOT / f"{named}.py").exists():
        return True
    return (ROOT / f"{module}.py").exists() and inner in (ROOT / f"{module}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "ARCHITECTURE.md", "THREATS.md"])
def test_what_the_documents_for_engineers_name_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|knowledge|broadcasts|tests)/[\w/.]+)(?:`|:| )", text)
    assert [path for path in named if not _is_there(path)] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= targets
    tests = {path.name for path in (ROOT / "tests").rglob("*.py")}
    assert set(re.findall(r"test_\w+\.py", text)) <= tests


def test_both_documents_tell_every_chat_command_and_no_other() -> None:
    for document in (README, HANDBOOK):
        told = set(re.findall(r"^\| `/([a-z_]+)", document, re.MULTILINE))
        assert told == set(texts.COMMANDS)


def test_every_menu_command_has_a_name() -> None:
    assert list(COMMANDS) == list(texts.COMMANDS)
    assert set(IN_GROUPS) <= COMMANDS.keys()


async def test_the_transcript_in_readme_is_what_the_terminal_shows(settings: Settings, assistant: Assistant) -> None:
    (transcript,) = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    questions = re.findall(r"^> (.+)$", transcript, re.MULTILINE)
    out = io.StringIO()
    await talk(settings, io.StringIO("\n".join(questions) + "\n"), out, assistant=assistant)
    shown = [line for line in out.getvalue().splitlines() if line.strip()]
    told = [line for line in transcript.splitlines() if line.strip() and not line.startswith("> ")]
    missing = [line for line in told if line not in shown]
    assert missing == []
    assert questions


def test_the_version_is_told_in_the_changelog() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_lock_file_holds_an_address() -> None:
    for path in ROOT.glob("requirements*.lock"):
        assert "://" not in path.read_text(encoding="utf-8")
