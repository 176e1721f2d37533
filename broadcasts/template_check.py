"""The check of templates: what the models cannot see. Errors name file and line."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from broadcasts import template_texts as texts
from broadcasts.asks import AskKind
from broadcasts.notice import Audience
from broadcasts.templates import Template
from broadcasts.time_words import understand
from broadcasts.understood import Misunderstood, Why

_TAG = re.compile(r"<[^<>]*>|[<>]|&(?!amp;|lt;|gt;|quot;)")
_VARIABLE = re.compile(r"\{[^{}]*\}|[{}]")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_TAGS = ("b", "i")
_MAY_BE = (Why.PAST, Why.EVENT_UNKNOWN)
"""Why a plan may not be understood on some day: it depends on the day, or on the ward's calendar."""


def problems(templates: Iterable[Template], now: datetime, zone: ZoneInfo) -> list[str]:
    """Every problem of the templates, one sentence each; plans are tried at `now` and at the start of every month."""
    return [
        texts.at_block(template.where, template.id, problem)
        for template in templates
        for problem in _problems(template, now, zone)
    ]


def _problems(template: Template, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    yield from _bad_tags(template.text)
    yield from _bad_variables(template)
    placeholders = texts.PLACEHOLDER.findall(template.text)
    yield from (texts.bad_placeholder("«»") for said in placeholders if not said.strip())
    bare = texts.PLACEHOLDER.sub("", template.text)
    yield from (texts.bad_placeholder(sign) for sign in re.findall("[«»]", bare))
    if template.audience == Audience():
        yield texts.nobody()
    if template.ask.kind is not AskKind.NOTHING and not _is_for_leaders(template.audience):
        yield texts.asks_residents()
    yield from _bad_plans(template, now, zone)
    carried = {part for source in template.sources for text in (source.figures, source.at, source.doc)
               for figure in _NUMBER.findall(text) for part in _parts(figure)}  # fmt: skip
    for figure in dict.fromkeys(_NUMBER.findall(_VARIABLE.sub("", bare))):
        if _bare(figure) not in carried:
            yield texts.figure_without_source(figure)


def _is_for_leaders(audience: Audience) -> bool:
    """Whether leaders and officers alone get it."""
    return bool(audience.leaders or audience.leaders_of or audience.officers) and audience == Audience(
        leaders=audience.leaders, leaders_of=audience.leaders_of, officers=audience.officers
    )


def _bad_tags(text: str) -> Iterator[str]:
    opened: list[str] = []
    for tag in _TAG.findall(text):
        name = tag.strip("</>")
        if tag == f"<{name}>" and name in _TAGS and name not in opened:
            opened.append(name)
        elif tag == f"</{name}>" and opened and opened[-1] == name:
            opened.pop()
        else:
            yield texts.bad_tag(tag)
    yield from (texts.bad_tag(f"<{name}>") for name in opened)


def _bad_variables(template: Template) -> Iterator[str]:
    for variable in dict.fromkeys(_VARIABLE.findall(template.text)):
        if variable not in texts.VARIABLES:
            yield texts.bad_variable(variable)
        elif not _is_for_leaders(template.audience) or template.audience.officers:
            yield texts.variable_without_name(variable)


def _bad_plans(template: Template, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    moments = [now, *(datetime(now.year, month, 1, tzinfo=zone) for month in range(1, 13))]
    for said in template.plan:
        outcomes = (understand(said, moment, zone, {}) for moment in moments)
        reasons = [one.why for one in outcomes if isinstance(one, Misunderstood) and one.why not in _MAY_BE]
        if reasons:
            yield texts.bad_plan(said, reasons[0])


def _bare(figure: str) -> str:
    """Without leading zeros: 08/12 is 8/12."""
    return re.sub(r"(?<![\d.])0+(?=\d)", "", figure)


def _parts(figure: str) -> Iterator[str]:
    """A figure with what it carries: 15/3/2026 stands behind 15/3 and 2026."""
    parts = _bare(figure).split("/")
    yield from (_bare(figure), *parts, "/".join(parts[:2]), "/".join(parts[1:]))
