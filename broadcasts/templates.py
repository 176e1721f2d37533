"""Ready notices for a ward's year, as files: what an officer starts from, completes and confirms, never what is sent.

Each block of `templates/*.yaml` is one `Template`. A ward's own folder adds to the shipped ones and replaces them id by
id. Every value is read as text and typed by the models, so `7:30` stays what it looks like.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from broadcasts import template_texts as texts
from broadcasts.asks import MOST_CHOICES, Ask, AskKind
from broadcasts.notice import Audience
from broadcasts.schedule import CalendarEvent
from broadcasts.time_words import understand
from broadcasts.understood import Understood

SHIPPED = Path(__file__).parent / "templates"
TEXT_LIMIT = 900
"""Characters of a text: what an old phone shows on about two screens, and with the frame fits every channel."""
TITLE_LIMIT = 48
"""Characters of a title: it doubles as a button label."""

Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Month = Annotated[int, Field(ge=1, le=12)]


class TemplateError(Exception):
    """Templates that cannot be used; the message is one sentence per problem, each naming file and line."""


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Written):
    """What a text stands on: the document, the place in it, and the figures taken from there."""

    doc: Filled
    at: str = ""
    figures: str = ""


class ProposedAsk(_Written):
    """What readers might be asked; a meeting's time is for the officer to say."""

    kind: AskKind = AskKind.NOTHING
    unit: Annotated[str, Field(max_length=60)] = ""
    target: Annotated[int | None, Field(ge=1)] = None
    choices: Annotated[tuple[Filled, ...], Field(max_length=MOST_CHOICES)] = ()

    def ask(self, meets_at: datetime | None = None) -> Ask:
        """The ask itself. Raises ValueError for a meeting without its time, or a time without a meeting."""
        return Ask(kind=self.kind, unit=self.unit, target=self.target, choices=self.choices, meets_at=meets_at)


class Template(_Written):
    """One ready notice."""

    where: Annotated[str, Field(description="file and line, for messages to the person who edits templates")] = ""
    id: Identifier
    title: Annotated[Filled, StringConstraints(max_length=TITLE_LIMIT)]
    months: tuple[Month, ...] = ()
    """The months in which it is wanted; none if any time is as good."""
    text: Annotated[Filled, StringConstraints(max_length=TEXT_LIMIT)]
    """HTML with <b> and <i> alone, {ten} and {tdp} where every reader has them, and «what the ward fills in»."""
    audience: Audience
    plan: tuple[Filled, ...] = ()
    """When to send it, in words; the first that is understood on the day counts."""
    ask: ProposedAsk = ProposedAsk()
    urgent: bool = False
    check_first: str = ""
    """What the officer has to look up before sending, as it changes from year to year or from ward to ward."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _asks_something_whole(self) -> "Template":
        meets_at = datetime.fromisoformat("2026-01-01T07:00+07:00") if self.ask.kind is AskKind.ATTEND else None
        self.ask.ask(meets_at)
        return self


def unfilled(text: str) -> tuple[str, ...]:
    """What the ward still has to fill in."""
    return tuple(texts.PLACEHOLDER.findall(text))


def is_unfinished(text: str) -> bool:
    """Whether anything is to be filled in, or stands half deleted; such a text is not to be sent."""
    return texts.OPENED in text


def filled(text: str, what: str, value: str) -> str:
    """The text with one of its gaps filled in, wherever it stands; `value` is HTML."""
    return texts.PLACEHOLDER.sub(lambda gap: value if gap[1] == what else gap[0], text)


def templates(layers: Iterable[Path] = (SHIPPED,)) -> dict[str, Template]:
    """All templates by id, later folders replacing earlier ones; a missing folder counts as empty.

    Raises TemplateError that lists every problem found, not just the first.
    """
    found: dict[str, Template] = {}
    problems: list[str] = []
    for folder in layers:
        layer: dict[str, Template] = {}
        for path in sorted(folder.glob("*.yaml")):
            try:
                for template in _file(path, problems):
                    if template.id in layer:
                        problems.append(texts.id_twice(template.where, template.id, layer[template.id].where))
                    layer[template.id] = template
            except TemplateError as error:
                problems.append(str(error))
        found |= layer
    if problems:
        raise TemplateError("\n".join(problems))
    return found


def by_season(found: Iterable[Template], month: int) -> list[Template]:
    """Templates in the order they are wanted in a month: those made for it, those for any time, the others; each by
    their titles.
    """
    return sorted(found, key=lambda one: (month not in one.months, bool(one.months), one.title))


def proposed_plan(
    template: Template, now: datetime, zone: ZoneInfo, events: Mapping[str, CalendarEvent]
) -> Understood | None:
    """The time proposed for a template that is to be sent from `now` on, or None if there is none ahead."""
    outcomes = (understand(words, now, zone, events) for words in template.plan)
    return next((outcome for outcome in outcomes if isinstance(outcome, Understood)), None)


def _file(path: Path, problems: list[str]) -> Iterator[Template]:
    for line, block in _blocks(path):
        where = f"{path.name}:{line}"
        try:
            yield Template.model_validate({**block, "where": where})
        except ValidationError as error:
            name = block.get("id", "?")
            problems.extend(texts.at_block(where, str(name), problem) for problem in _problems(error))


def _blocks(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The blocks of a file with the lines they begin at, every scalar as it was written."""
    try:
        # libyaml's parser is ten times as fast, where there is one.
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(path.read_text(encoding="utf-8-sig"))
        root = loader.get_single_node()
    except UnicodeDecodeError as error:
        raise TemplateError(texts.not_utf8(path.name)) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise TemplateError(texts.not_yaml(f"{path.name}:{line}", error.problem or "")) from error
    except yaml.YAMLError as error:
        raise TemplateError(texts.not_yaml(f"{path.name}:1", str(error))) from error
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise TemplateError(texts.not_a_list(f"{path.name}:1"))
    for node in root.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            raise TemplateError(texts.not_a_block(f"{path.name}:{line}"))
        keys = [key.value for key, _ in node.value]
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            raise TemplateError(texts.field_twice(f"{path.name}:{line}", str(twice)))
        yield line, loader.construct_object(node, deep=True)


def _problems(error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        name = ".".join(str(part) for part in problem["loc"])
        match problem["type"]:
            case "extra_forbidden":
                yield texts.unknown_field(name)
            case "missing":
                yield texts.missing_field(name)
            case _:
                yield texts.bad_field(name, problem["msg"])
