"""Every dependency comes under a licence the ward can live with, and a new one is noticed; read from what is installed,
without the network.
"""

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PERMISSIVE = re.compile(
    r"MIT(-CMU)?|Apache([- ]2\.0| Software| License, Version 2\.0)|BSD|0BSD|PSF-2\.0|Python Software Foundation"
    r"|Public Domain|Zlib|CC0-1\.0"
)
OTHERS = {
    "certifi": "MPL-2.0",  # a list of certificates, used as it is
    "python-telegram-bot": "LGPL-3.0-only",  # used as a library, unchanged
}
"""Licences that ask something of whoever changes the library; we change none."""


def _licence(told: PackageMetadata) -> str:
    """What a package says of its licence: the expression, else the old field, else the classifiers."""
    said = told.json
    classified = [name for name in said.get("classifier", []) if name.startswith("License ::")]
    return str(said.get("license_expression") or said.get("license") or " ".join(classified))


def _locked() -> dict[str, str]:
    """The licence of each dependency of the running program that this Python has installed."""
    names = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    licences = {}
    for name in names:
        try:
            licences[name] = _licence(metadata(name))
        except PackageNotFoundError:
            continue  # another Python's
    return licences


def test_every_dependency_is_free_to_use_as_it_is() -> None:
    licences = _locked()
    assert len(licences) > 30
    parts = {name: re.split(r"\s+(?:AND|OR)\s+", licence) for name, licence in licences.items()}
    others = {
        name: licences[name] for name, said in parts.items() if not all(PERMISSIVE.search(licence) for licence in said)
    }
    assert others == OTHERS
