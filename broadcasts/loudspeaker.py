"""A notice as a short script for the ward's loudspeakers: words only, its key line said twice."""

import re

from broadcasts import loudspeaker_texts as texts
from broadcasts.reading import aloud
from broadcasts.relaying import cut, plain
from broadcasts.spoken import ordinal, spelled

LONGEST_BODY = 1_800
"""Characters of the notice's own words: some three minutes at an announcer's 130 words a minute."""
_LONGEST_KEY = 300
"""Characters of the line that is repeated; of a longer one its first sentence is."""
_NUMBERED = re.compile(r"^(\d{1,2})[.)] +")
_BULLET = re.compile(r"^(?:[-+*•–—·▪◦‣]|[^\w\s\"“(/@<>=≥≤]) *")
_SENTENCE_END = re.compile(r"(?<=[.!?…]) +")


def script(ward: str, text: str, code: str) -> str:
    """What to read aloud, a sentence or two on each line, without digits, signs, HTML or addresses of the internet.

    `text` is the notice's own words in Telegram's HTML; its first line counts as its key line.
    """
    read = [line for line in (_line(line) for line in plain(text, addresses=False).splitlines()) if line]
    kept = _as_long_as_heard(read)
    key = read[0] if read else ""
    if len(key) > _LONGEST_KEY:
        key = _SENTENCE_END.split(key)[0]
    repeated = [f"{texts.ONCE_MORE} {key}"] if key and len(key) <= _LONGEST_KEY else []
    ending = [texts.MORE] if kept != read else []
    code_words = ", ".join(spelled(code))
    signed = [texts.code_line(code_words)] if code_words else []
    return "\n".join([texts.GREETING, texts.announces(aloud(ward)), *kept, *repeated, *ending, *signed, texts.THANKS])


def _line(line: str) -> str:
    """One line in words, a sentence of its own; the number of a list becomes "thứ nhất"."""
    bare = line.strip()
    if number := _NUMBERED.match(bare):
        said = f"{texts.ORDINAL_BEFORE} {ordinal(int(number[1]))}, {aloud(bare[number.end() :])}"
    else:
        said = aloud(_BULLET.sub("", bare))
    if not any(sign.isalpha() for sign in said):
        return ""
    first = said[0].upper()
    # Some foreign letters have no capital of their own, only one with a loose mark.
    first = first if len(first) == 1 else said[0]
    return first + said[1:] + ("" if said[-1] in ".!?:;…" else ".")


def _as_long_as_heard(lines: list[str]) -> list[str]:
    """The lines, and of the last one the sentences, that fit into what is read in one go.

    If nothing ends before, the first line is cut between words.
    """
    kept: list[str] = []
    room = LONGEST_BODY
    for line in lines:
        if len(line) > room:
            sentences = ""
            for sentence in _SENTENCE_END.split(line):
                if len(sentences) + len(sentence) + 1 > room:
                    break
                sentences = f"{sentences} {sentence}".strip()
            return [*kept, sentences] if sentences else kept or [cut(line, LONGEST_BODY, texts.UNFINISHED)]
        kept.append(line)
        room -= len(line)
    return kept
