"""What the ward taught, as one zip beside the copy of the database: readable files stay readable files."""

import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

_NOT_A_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
"""What zipfile raises for one damaged file or another."""


def beside(copy: Path) -> Path:
    """The zip that belongs to a copy of the database, there or not."""
    return copy.with_suffix(".content.zip")


def held_in(folder: Path) -> dict[str, bytes]:
    """All files of a folder by their names inside it; none if there is no folder. Raises OSError."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def pack(folder: Path, target: Path) -> None:
    """Write a folder's files to a zip only its owner can read, and check it; without files there is no zip.

    There is a target only if the copy is good. Raises OSError if it cannot be made.
    """
    files = _files(folder)
    if not files:
        target.unlink(missing_ok=True)
        return
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    try:
        # A file whose clock was wrong has a date before those a zip knows: its words count more.
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as new:
            for path in files:
                new.write(path, path.relative_to(folder).as_posix())
        unpacked(partial)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    except _NOT_A_ZIP as error:
        # A name that is no Unicode, or a disk that gives back something else than was written.
        raise OSError(str(error)) from error
    finally:
        partial.unlink(missing_ok=True)


def unpacked(path: Path) -> dict[str, bytes]:
    """All files of a zip by their names inside it, read and checked. Raises zipfile.BadZipFile, OSError."""
    try:
        with zipfile.ZipFile(path) as zipped:
            return {name: zipped.read(name) for name in zipped.namelist()}
    except _NOT_A_ZIP as error:
        raise zipfile.BadZipFile(str(error)) from error


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Lay files out in a new folder. Raises zipfile.BadZipFile if a name leads out of it, OSError."""
    folder.mkdir(mode=0o700)
    for name, content in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise zipfile.BadZipFile(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)
