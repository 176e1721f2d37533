"""Content files into one checked `Library`; every error names file and line.

YAML 1.1 reads `7:30` as 450 and `no` as false, so scalars are kept as the text that was written
and typed by the models afterwards.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from knowledge import texts
from knowledge.entry import Bin, Document, Edit, Entry, Event, Source, Topic, WardValue
from knowledge.language import Language
from knowledge.waste import WASTE_TABLE, read_table

SHIPPED_CONTENT = Path(__file__).parent / "content"

_SECTIONS: Mapping[str, type[Bin | Document | Edit | Entry | Event | Topic | WardValue]] = {
    "topics": Topic,
    "documents": Document,
    "ward": WardValue,
    "events": Event,
    "bins": Bin,
    "entries": Entry,
    "edits": Edit,
}


class ContentError(Exception):
    """Content that cannot be used; the message is one sentence per problem, each naming file and line."""


@dataclass(frozen=True)
class Library:
    """All content by id, in the order in which it was written; overlay values have replaced shipped ones."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    ward: Mapping[str, WardValue] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    bins: Mapping[str, Bin] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    edits: Mapping[str, Edit] = field(default_factory=dict)
    """What the ward changed of single entries; `entries` hold it already."""
    language: Language = field(default_factory=Language)

    def ward_value(self, key: str) -> str:
        """What the ward filled in for `key`, or an empty string; an unknown key is empty, too."""
        value = self.ward.get(key)
        return value.value if value else ""

    def place(self, source: Source) -> str:
        """What a source points at, for people: the document's title, and where in it."""
        title = self.documents[source.doc].title
        return f"{title}, {source.at}" if source.at else title

    def targets(self) -> list[Entry]:
        """The resolution's numbered targets, in their order."""
        return sorted((entry for entry in self.entries.values() if entry.number), key=lambda entry: entry.number or 0)

    def with_twins(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The entries, and those that tell the same fact: whichever is shown, the question is answered."""
        own = tuple(ids)
        return tuple(dict.fromkeys((*own, *(twin for name in own for twin in self._twins.get(name, ())))))

    @cached_property
    def _twins(self) -> Mapping[str, list[str]]:
        twins: dict[str, list[str]] = {}
        for entry in self.entries.values():
            for twin in entry.twins:
                twins.setdefault(entry.id, []).append(twin)
                twins.setdefault(twin, []).append(entry.id)
        return twins


class _Written(NamedTuple):
    """A YAML value as it was written, with the place it stands at."""

    where: str
    value: Any


class _File:
    """One YAML file as plain text values, remembering at which line each block begins."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise ContentError(texts.not_utf8(name)) from error
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        try:
            node = yaml.compose(text, Loader=loader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise ContentError(texts.not_yaml(f"{name}:{line}", error.problem or "")) from error
        except yaml.YAMLError as error:
            raise ContentError(texts.not_yaml(f"{name}:1", str(error))) from error
        self.root = _Written(f"{name}:1", {}) if node is None else self._read(node)

    def _read(self, node: yaml.Node) -> _Written:
        where = f"{self.name}:{node.start_mark.line + 1}"
        if isinstance(node, yaml.MappingNode):
            values: dict[str, _Written] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value)
                if key in values:
                    raise ContentError(texts.field_twice(f"{self.name}:{key_node.start_mark.line + 1}", key))
                values[key] = self._read(value_node)
            return _Written(where, values)
        if isinstance(node, yaml.SequenceNode):
            return _Written(where, [self._read(item) for item in node.value])
        return _Written(where, node.value)


def _plain(written: _Written) -> Any:
    """The value without places, as the models want it."""
    if isinstance(written.value, dict):
        return {key: _plain(item) for key, item in written.value.items()}
    if isinstance(written.value, list):
        return [_plain(item) for item in written.value]
    return written.value


def _blocks(section: str, written: _Written) -> Iterator[_Written]:
    """The blocks of a section: a list of blocks, or a mapping whose keys are the ids."""
    if isinstance(written.value, list):
        yield from written.value
    elif isinstance(written.value, dict):
        for key, block in written.value.items():
            if not isinstance(block.value, dict):
                raise ContentError(texts.not_a_block(block.where, f"{section}.{key}"))
            yield _Written(block.where, {"id": _Written(block.where, key), **block.value})
    elif written.value != "":
        raise ContentError(texts.not_a_list(written.where, section))


def _problems(error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        path = ".".join(str(part) for part in problem["loc"])
        if problem["type"] == "extra_forbidden":
            yield texts.unknown_field(path)
        elif problem["type"] == "missing":
            yield texts.missing_field(path)
        else:
            yield texts.bad_field(path, problem["msg"])


class _Collector:
    """Gathers sections of many files; a second definition in one layer is an error, in a later layer it overrides."""

    def __init__(self) -> None:
        self.sections: dict[str, dict[str, Any]] = {name: {} for name in _SECTIONS}
        self.language: dict[str, Any] = {}
        self.problems: list[str] = []

    def add_layer(self, folder: Path) -> None:
        seen: dict[tuple[str, str], str] = {}
        for path in content_files(folder):
            name = path.relative_to(folder).as_posix()
            if path.name == WASTE_TABLE:
                self._add_items(path, name)
                continue
            try:
                self._add_file(_File(path, name), seen)
            except ContentError as error:
                self.problems.append(str(error))

    def _add_items(self, path: Path, name: str) -> None:
        """The waste items of a spreadsheet as entries; needs the groups, which stand in the shipped content."""
        try:
            items, problems = read_table(path, name, self.sections["bins"])
        except UnicodeDecodeError:
            items, problems = [], [texts.not_utf8(name)]
        self.problems.extend(problems)
        for item in items:
            if (known := self.sections["entries"].get(item.id)) is not None and known.where.startswith(f"{name}:"):
                self.problems.append(texts.id_twice(item.where, item.id, known.where))
            self.sections["entries"][item.id] = item

    def _add_file(self, file: _File, seen: dict[tuple[str, str], str]) -> None:
        if not isinstance(file.root.value, dict):
            raise ContentError(texts.no_section(file.root.where))
        for section, written in file.root.value.items():
            if section == "language":
                self._add_language(written)
            elif section in _SECTIONS:
                for block in _blocks(section, written):
                    self._add_block(section, block, seen)
            else:
                raise ContentError(texts.unknown_section(written.where, section))

    def _add_block(self, section: str, block: _Written, seen: dict[tuple[str, str], str]) -> None:
        if not isinstance(block.value, dict):
            self.problems.append(texts.not_a_block(block.where, section))
            return
        values = _plain(block)
        known = self.sections[section].get(values.get("id"))
        if section == "ward" and known is not None and "label" not in values:
            values["label"] = known.label
        try:
            item = _SECTIONS[section].model_validate({**values, "where": block.where})
        except ValidationError as error:
            name = values.get("id", "?")
            self.problems.extend(texts.at_block(block.where, name, problem) for problem in _problems(error))
            return
        if (first := seen.get((section, item.id))) is not None:
            self.problems.append(texts.id_twice(block.where, item.id, first))
            return
        seen[section, item.id] = block.where
        self.sections[section][item.id] = item

    def _add_language(self, written: _Written) -> None:
        values = _plain(written)
        try:
            Language.model_validate(values)
        except ValidationError as error:
            self.problems.extend(texts.at_block(written.where, "language", problem) for problem in _problems(error))
            return
        for key, value in values.items():
            if isinstance(value, dict):
                self.language.setdefault(key, {}).update(value)
            else:
                self.language.setdefault(key, []).extend(value)

    def apply_edits(self) -> None:
        """Change the entries that `edits` name, whichever layer they came from."""
        entries = self.sections["entries"]
        for edit in self.sections["edits"].values():
            if edit.id in entries:
                entries[edit.id] = edit.applied(entries[edit.id])
            else:
                self.problems.append(texts.at_block(edit.where, edit.id, texts.dead_reference("edits", edit.id)))


def content_files(folder: Path) -> list[Path]:
    """The files of a content folder, in the order in which they are read."""
    return [*sorted(folder.rglob("*.yaml")), *sorted(folder.rglob(WASTE_TABLE))]


def layers_of(ward: Path | None, overlay: Path | None = None, shipped: Path = SHIPPED_CONTENT) -> tuple[Path, ...]:
    """The folders to read, later ones overriding: what is shipped, with another ward's folder in the place of the
    shipped ward's, and what a ward adds while the assistant runs.
    """
    own = (shipped,) if ward is None else (shipped / "common", ward)
    return (*own, overlay) if overlay else own


def load(layers: Iterable[Path] = (SHIPPED_CONTENT,)) -> Library:
    """Read every `*.yaml` below each folder, later folders overriding earlier ones id by id.

    A missing folder counts as empty. Raises ContentError listing every problem found, not just the first.
    """
    collector = _Collector()
    for folder in layers:
        collector.add_layer(folder)
    collector.apply_edits()
    if collector.problems:
        raise ContentError("\n".join(collector.problems))
    return Library(**collector.sections, language=Language.model_validate(collector.language))
