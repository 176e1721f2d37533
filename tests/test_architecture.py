"""The house: arrows point one way, SQL and sentences live where they belong, nothing happens at import."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
SQL = re.compile(r"\b(select .+ from|insert into|update \w+ set|delete from|create table)\b", re.IGNORECASE)
ROOMS = ("bot", "knowledge", "broadcasts")


def _modules(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


@pytest.mark.parametrize("room", ["knowledge", "broadcasts"])
def test_a_room_pulls_in_neither_telegram_nor_another_room(room: str) -> None:
    others = {"telegram", *ROOMS} - {room}
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in _modules(room)
        if path.name not in ("__main__.py", "__init__.py")
    ]
    program = (
        f"import sys, importlib; [importlib.import_module(name) for name in {modules!r}]; "
        f"print(sorted({others!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)  # noqa: S603 - our own words
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", _modules(*ROOMS), ids=lambda path: str(path.relative_to(ROOT)))
def test_sql_stands_only_in_stores_and_migrations(path: Path) -> None:
    if not path.name.endswith(("store.py", "migrations.py")):
        assert SQL.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", _modules(*ROOMS), ids=lambda path: str(path.relative_to(ROOT)))
def test_vietnamese_sentences_stand_only_in_texts(path: Path) -> None:
    """Docstrings and comments may quote examples; tables of letters are data of the language itself."""
    if path.name.endswith("texts.py") or path.name in ("vietnamese.py", "typed.py", "lexicon.py", "privacy.py"):
        return
    code = re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = [line for line in code.splitlines() if VIETNAMESE.search(line.split("  #")[0].split("# ")[0])]
    assert lines == []


@pytest.mark.parametrize("path", _modules(*ROOMS), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_too_long_to_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", _modules(*ROOMS), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_names_the_first_ward(path: Path) -> None:
    assert not re.search("gia viên|hải phòng|gia_vien|hai_phong", path.read_text(encoding="utf-8"), re.IGNORECASE)


def test_starting_loads_nothing_that_only_draws_or_writes_files() -> None:
    heavy = {"PIL", "font_roboto", "openpyxl", "segno"}
    program = f"import sys, bot.app; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)  # noqa: S603 - our own words
    assert done.stdout.strip() == "[]"


def test_handlers_do_not_import_each_other() -> None:
    for path in (ROOT / "bot" / "handlers").glob("*.py"):
        if path.name != "__init__.py":
            assert "bot.handlers" not in path.read_text(encoding="utf-8").replace('"""', "")
