"""What officers teach, as files of the ward's own content: one readable block in one file, with its author and time."""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from knowledge.loader import content_files
from knowledge.vietnamese import fold, words

FOLDER = "can-bo"
"""Below the ward's own content: files that the conversation writes; people may edit them as well."""
_SLUG_LIMIT = 36
"""Characters of a new entry's id, so that ids made from it stay within an id's 48."""

Sections = Mapping[str, Any]
"""What a file holds: sections of blocks, all values as text."""


class _Plain(yaml.SafeDumper):
    """YAML as people write it: long texts as blocks, lists indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand to the right of their name."""
        super().increase_indent(flow, indentless=False)


def _text(dumper: _Plain, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Plain.add_representer(str, _text)


def as_yaml(sections: Sections) -> str:
    """Sections as the text of a file; reading it gives the same sections."""
    return yaml.dump(dict(sections), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)


def path_of(overlay: Path, name: str) -> Path:
    """The file of one block."""
    return overlay / FOLDER / f"{name}.yaml"


def read(overlay: Path, name: str) -> str | None:
    """The text of a block's file, or None if there is none."""
    path = path_of(overlay, name)
    return path.read_text(encoding="utf-8") if path.exists() else None


def sections_of(text: str | None) -> dict[str, Any]:
    """The sections a file's text holds, all values as text."""
    found = yaml.load(text or "", Loader=yaml.BaseLoader) or {}  # noqa: S506 - the loader that knows text only
    return found if isinstance(found, dict) else {}


def write(overlay: Path, name: str, text: str | None) -> None:
    """Replace a block's file whole, so that a reader never sees half of it; without a text it is removed."""
    path = path_of(overlay, name)
    if text is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(mode=0o700, exist_ok=True)
    # Files that do not end in .yaml are no content.
    unfinished = path.with_suffix(".new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def state(overlay: Path) -> str:
    """A fingerprint of the ward's own content: the same as long as no file changes."""
    digest = sha256()
    for path in content_files(overlay):
        digest.update(path.relative_to(overlay).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def new_id(title: str, taken: Mapping[str, object]) -> str:
    """An id for a new entry, made from its title; a number makes it unique."""
    slug = re.sub("[^a-z0-9]+", "-", "-".join(fold(word) for word in words(title)))[:_SLUG_LIMIT].strip("-") or "muc"
    number = 1
    while (found := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return found
