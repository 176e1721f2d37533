"""The data folder: readable by its owner only, and held by one process at a time."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from bot import texts


class StartError(Exception):
    """The program cannot start; the message is the sentence for the operator."""


def prepare_data_dir(folder: Path) -> None:
    """Create the data folder, readable by its owner only. Raises StartError if it cannot be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(PermissionError):  # somebody else's folder that we may write to is theirs to close
            folder.chmod(0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise StartError(texts.data_dir_unusable(str(folder), error.strerror or str(error))) from error


def overlay_of(folder: Path) -> Path:
    """Where a data folder holds the content that its ward adds while the assistant runs."""
    return folder / "content"


@contextmanager
def only_instance(folder: Path) -> Iterator[None]:
    """Hold the data folder for this process alone. Raises StartError if another process holds it."""
    lock = filelock.FileLock(folder / "running.lock", timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise StartError(texts.already_running(str(folder))) from error
    try:
        yield
    finally:
        lock.release()
