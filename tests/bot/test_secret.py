"""The webhook's secret, and who can read what the assistant writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from telegram.ext._utils.webhookhandler import TelegramHandler

from bot.secret import Secret

ROOT = Path(__file__).parents[2]


class _Counting(Secret):
    asked = 0

    def __eq__(self, other: object) -> bool:
        type(self).asked += 1
        return super().__eq__(other)

    __hash__ = Secret.__hash__


@pytest.mark.parametrize(
    ("guess", "right"), [("bi-mat", True), ("bi-ma", False), ("", False), ("bí mật", False), ("\udcff", False)]
)
def test_a_secret_equals_itself_alone_from_either_side(guess: str, right: bool) -> None:
    secret = Secret("bi-mat")
    assert (secret == guess, guess == secret, secret != guess, guess != secret) == (right, right, not right, not right)


def test_a_plain_string_before_it_leaves_the_comparison_to_it() -> None:
    guess = "x"
    assert guess != _Counting("y")
    assert _Counting.asked == 1


def test_the_library_still_compares_as_we_think() -> None:
    """Should it come to unpack or copy the secret, our way of comparing would be lost."""
    names = TelegramHandler._validate_post.__code__.co_names
    assert "secret_token" in names
    assert "str" not in names


def test_whatever_is_written_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    done = subprocess.run(
        [sys.executable, "-m", "bot"],
        input="/dangky\n1\nchỉ tiêu 14\n:thoat\n",
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATA_DIR": str(data)},
        umask=0o022,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    modes = {path.relative_to(tmp_path): path.stat().st_mode & 0o777 for path in [data, *data.rglob("*")]}
    assert Path("data/ward.db") in modes
    assert {path: mode for path, mode in modes.items() if mode not in (0o600, 0o700)} == {}
