"""The wheel holds the program and everything it serves and is held to, and works in a bare environment."""

import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from broadcasts.templates import SHIPPED
from knowledge import labelled
from knowledge.loader import SHIPPED_CONTENT

ROOT = Path(__file__).parents[1]


def _run(*command: str | Path, cwd: Path, said: str = "") -> str:
    """Run a command in an environment that knows nothing of the sources; returns what it said."""
    done = subprocess.run(  # noqa: S603 - our own words
        command,
        cwd=cwd,
        input=said,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(cwd / "data")},
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_all_content(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    content = {
        path.relative_to(ROOT).as_posix()
        for path in SHIPPED_CONTENT.rglob("*")
        if path.suffix in (".yaml", ".csv", ".png")
    }
    assert content <= held
    templates = {path.relative_to(ROOT).as_posix() for path in SHIPPED.rglob("*.yaml")}
    assert templates <= held
    questions = {path.relative_to(ROOT).as_posix() for path in labelled.FOLDER.glob("*.jsonl")}
    assert questions <= held
    assert questions
    assert {"bot/__main__.py", "knowledge/__main__.py", "broadcasts/__main__.py"} <= held
    assert not any(name.startswith("tests/") for name in held)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in a bare environment. The dependencies are this environment's own, so that no network is needed."""
    bare = tmp_path_factory.mktemp("bare")
    venv.create(bare, symlinks=True)
    python = bare / "bin" / "python"
    (packages,) = (bare / "lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", "--quiet", wheel],
        check=True,
        capture_output=True,
    )
    assert _run(python, "-c", "import bot; print(bot.__file__)", cwd=bare).startswith(str(packages))
    return bare / "bin" / "tro-ly-phuong"


def test_it_talks_in_a_bare_environment(installed: Path, tmp_path: Path) -> None:
    assert "96,5% dân số tham gia bảo hiểm y tế" in _run(installed, "terminal", cwd=tmp_path, said="chỉ tiêu 14\n")


@pytest.mark.slow
def test_every_command_works_in_a_bare_environment(installed: Path, tmp_path: Path) -> None:
    assert "[Photo]" in _run(installed, "terminal", cwd=tmp_path, said="/rac\n1\n")
    assert "Nội dung hợp lệ" in _run(installed, "check", cwd=tmp_path)
    assert _run(installed, "posters", "ap-phich.pdf", "--username", "x_bot", cwd=tmp_path)
    assert (tmp_path / "ap-phich.pdf").read_bytes().startswith(b"%PDF")
    (tmp_path / "to-truong.csv").write_text("Tổ dân phố,Họ và tên\n5,Lan\n", encoding="utf-8")
    assert _run(installed, "leaders", "import", "to-truong.csv", cwd=tmp_path)
    assert "đã mở thử: tệp tốt" in _run(installed, "backup", cwd=tmp_path)
    assert _run(installed, "restore", "--replace", cwd=tmp_path).startswith("Đã khôi phục từ")
