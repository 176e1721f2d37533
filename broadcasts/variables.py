"""What a notice's text may leave open for each reader: the name and the TDP."""

import html
import re
from collections.abc import Mapping

NAME, TDP = "ten", "tdp"
"""As an officer types them, in braces."""
_IN_BRACES = re.compile(r"\{(\w{1,20})\}")


def used_in(text: str) -> frozenset[str]:
    """The variables a text names; those we do not know among them."""
    return frozenset(_IN_BRACES.findall(text))


def unknown_in(text: str) -> frozenset[str]:
    """Words in braces that are no variables, most likely mistyped."""
    return used_in(text) - {NAME, TDP}


def fill(text: str, values: Mapping[str, str | None]) -> str:
    """The text, HTML, for one reader; a variable without a value stays as it is, to be seen."""

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1])
        return match[0] if found is None else html.escape(found, quote=False)

    return _IN_BRACES.sub(value, text)
