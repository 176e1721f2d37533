"""Answers to a notice as leaders type them instead of pressing a button.

Only whole messages that say nothing else count; whatever else they write is a question or a remark.
"""

import re

from broadcasts import answer_texts as words
from broadcasts.asks import LARGEST_FIGURE, Given
from broadcasts.spellings import tidy, unaccented

LONGEST = 120
"""Characters; whoever writes more has more to say than an answer."""
LONGEST_REASON = 200


def understand(text: str, *, under_notice: bool = False) -> Given | None:
    """What a message answers, or None if it is no answer. `under_notice`: it replies to the notice itself, so that a
    bare "ok" or "45" says enough.
    """
    said = tidy(text)
    plain = _plain(said)
    if not plain or len(said) > LONGEST or "?" in said or words.QUESTION.fullmatch(plain):
        return None
    if words.RECEIVED.fullmatch(plain) or (under_notice and words.JUST_YES.fullmatch(plain)):
        return Given()
    if words.CARRIED_OUT.fullmatch(plain):
        return Given(carried_out=True)
    if words.COMES.fullmatch(plain):
        return Given(attends=True)
    if words.STAYS_AWAY.fullmatch(plain):
        return Given(attends=False, reason=said[:LONGEST_REASON])
    counted = words.FIGURE.fullmatch(plain)
    if counted and (under_notice or counted["unit"]):
        return _figure(counted[1])
    return None


def figure_in(text: str) -> int | None:
    """The one number of a text that was asked for, or None if there is none, or more than one."""
    found = re.findall(r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+", tidy(text))
    typed = _figure(found[0]) if len(found) == 1 else None
    return None if typed is None else typed.figure


def _figure(digits: str) -> Given | None:
    figure = int(re.sub(r"[.,]", "", digits))
    return Given(figure=figure) if figure <= LARGEST_FIGURE else None


def _plain(text: str) -> str:
    """Lower case, without accents and punctuation but the signs inside numbers."""
    return " ".join(re.sub(r"(?<!\d)[.,]|[.,](?!\d)|[^\w\s.,]", " ", unaccented(text)).split())
