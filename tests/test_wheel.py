"""The wheel holds the program and the ward's knowledge."""

import subprocess
import sys
import zipfile
from pathlib import Path

from knowledge.loader import SHIPPED_CONTENT

ROOT = Path(__file__).parents[1]


def test_the_wheel_carries_all_content(tmp_path: Path) -> None:
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    content = {path.relative_to(ROOT).as_posix() for path in SHIPPED_CONTENT.rglob("*.yaml")}
    assert content <= held
    assert {"bot/__main__.py", "knowledge/__main__.py", "broadcasts/__init__.py"} <= held
    assert not any(name.startswith("tests/") for name in held)
