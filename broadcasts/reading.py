"""A written Vietnamese text as it is read aloud: every number, sign and abbreviation in words.

The rules are tried one after the other; what one has put into words holds no digits for the next.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from broadcasts import loudspeaker_texts as words
from broadcasts.spoken import cardinal, decimal, one_by_one, ordinal, roman, spelled

_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]

_ADDRESS = re.compile(
    r"(?:(?:https?://|www\.)\S+|\S+@\S+|(?<!\w)@\w+|(?<!\w)/[a-z_]{2,}\b"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|me|info|gov|edu)\b(?:/\S*)?)(?<![.,;:!?)])",
    re.IGNORECASE,
)
# Possessive, so that an endless row of digits is looked at once and not from each of its digits.
_NUMBER = r"(?<!\d)(?:\d{1,3}(?:\.\d{3})++(?:,\d++)?(?!\d)|\d++(?:,\d++){2,}+|\d++(?:[.,]\d++)?)"
_LONGEST_NUMBER = 9
"""Digits; a longer number without points, or one that begins with two zeros, is no amount: it is read one by one."""
_LONGEST_GROUP = 4


def aloud(text: str) -> str:
    """One line as an announcer reads it: letters and marks of punctuation only."""
    said = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).replace("\u2044", "/"))
    for pattern, reading in _RULES:
        said = pattern.sub(reading, said)
    kept = "".join(sign if _is_read(sign) else " " for sign in said)
    # Brackets, strokes and lone dashes are pauses; of several pauses the strongest, which comes last, is kept.
    kept = re.sub(r"[()\[\]/*_~]+|(?<=\s)[-\u2013\u2014]+(?=\s)", ", ", kept)
    kept = re.sub(r"\s+(?=[,.;:?!])", "", re.sub(r"\s+", " ", kept))
    return re.sub(r",+(?=[,.;:?!])|^[,.;: -]+|[, -]+$", "", kept).strip()


def _is_read(sign: str) -> bool:
    return sign.isalpha() or sign.isspace() or sign in ".,;:?!-()[]/*_~\u2013\u2014\u2026\u201c\u201d\"'"


def _document(found: re.Match[str]) -> str:
    kind, number, year, letters, issuer = found["kind"], found["number"], found["year"], found["sort"], found["issuer"]
    law = re.fullmatch(r"(QH)(\d+)", letters)
    if not law and letters not in words.DOCUMENTS and letters not in words.ISSUERS:
        return found[0]
    said = [kind or words.DOCUMENTS.get(letters) or (words.LAW if law else ""), words.NUMBERED, cardinal(int(number))]
    said += [words.YEAR, cardinal(int(year))] if year else []
    # "7/UBND-VX": who issues an official letter stands first, and the section that wrote it behind.
    by = "QH" if law else letters if letters in words.ISSUERS else issuer
    if by and found["said"] is None:
        full = words.ISSUERS.get(by)
        said += [words.OF, full] if full else [", ".join(["", " ".join(spelled(by))]).strip()]
        said += [words.TERM, cardinal(int(law[2]))] if law else []
    return " ".join(part for part in said if part).replace(" ,", ",")


def _date(found: re.Match[str]) -> str:
    day, month, year = int(found["day"]), int(found["month"]), found["year"]
    is_day = 1 <= day <= 31 and 1 <= month <= 12
    is_share = not year and found["said"] is None and (found["before"] or found["after"] is not None)
    before = f"{found['before']} " if found["before"] else ""
    if not is_day or is_share:
        parts = f" {words.OVER} ".join(cardinal(int(part)) for part in (found["day"], found["month"], year) if part)
        return before + parts
    said = found["said"] or words.DAY
    early = [words.EARLY_DAY] if day <= words.LAST_EARLY_DAY and said.lower() == words.DAY else []
    parts = " ".join([said, *early, cardinal(day), *_month(month), *(_year(year) if year else [])])
    # "tháng mười hai, tám giờ": without the pause it sounds like another number.
    return before + parts + ("," if found["hour"] is not None else "")


def _month(month: int) -> list[str]:
    return [words.MONTH, words.FOURTH_MONTH if month == 4 else cardinal(month)]


def _year(digits: str) -> list[str]:
    return [words.YEAR, cardinal(int(digits) + (2000 if len(digits) == 2 else 0))]


def _of_year(found: re.Match[str]) -> str:
    if not 1 <= int(found["month"]) <= 12:
        return found[0]
    month = _month(int(found["month"]))
    return " ".join([found["said"] or month[0], month[1], *_year(found["year"])])


def _lone_month(found: re.Match[str]) -> str:
    return f"{found['said']} {_month(int(found['month']))[1]}"


def _with_strokes(found: re.Match[str]) -> str:
    return f"{found[1]}/{found[2]}/{found[3]}" if int(found[1]) <= 31 and int(found[2]) <= 12 else found[0]


def _from_to(found: re.Match[str]) -> str:
    """A dash between two numbers; with blanks around it, it is a range only between two of one kind."""
    together = not found["dash"].isspace() and found["dash"] == found["dash"].strip()
    of_one_kind = _kind(found["left"]) == _kind(found["right"]) != ""
    return found["left"] + (f" {words.UNTIL} " if together or of_one_kind else ", ")


def _kind(number: str) -> str:
    """What sort of number this is: a day, an hour, a share, a year; empty if nothing says so."""
    bare = number.strip(".,;:()")
    if re.fullmatch(r"(19|20)\d\d|\d{1,3}(\.\d{3})+\D?", bare):
        return "year" if len(bare) == 4 else "amount"
    return next((sign for sign in "/h:%" if sign in bare), "")


def _lone_day(found: re.Match[str]) -> str:
    day = int(found["day"])
    early = f"{words.EARLY_DAY} " if 1 <= day <= words.LAST_EARLY_DAY else ""
    return f"{found['said']} {early}{cardinal(day)}"


def _time(found: re.Match[str]) -> str:
    minutes = int(found["minutes"])
    hour = f"{cardinal(int(found['hours']))} {words.HOUR}"
    return f"{hour} {cardinal(minutes)} {words.MINUTE}" if minutes else hour


def _phone(found: re.Match[str]) -> str:
    """In the groups it is written in, or four digits and then three by three."""
    number = re.sub(r"^\+84[ .-]?", "0", found[0])
    groups = re.findall(r"\d+", number)
    if max(map(len, groups)) > _LONGEST_GROUP:
        bare = "".join(groups)
        groups = [bare[:4], *(bare[start : start + 3] for start in range(4, len(bare), 3))]
        if len(groups[-1]) == 1:
            groups[-2:] = ["".join(groups[-2:])]
    return ", ".join(map(one_by_one, groups))


def _called(found: re.Match[str]) -> str:
    return re.sub(r"\d+", lambda number: one_by_one(number[0]), found[0])


def _quantity(found: re.Match[str]) -> str:
    unit = found["long"] or found["short"]
    return f"{_number(found['number'])} {words.UNITS[unit if unit in words.UNITS else unit.lower()]}"


def _per(found: re.Match[str]) -> str:
    per = (words.UNITS.get(part.lower(), part) for part in found[2].strip("/").split("/"))
    return " ".join([found[1], *(f"{words.PER} {part}" for part in per)])


def _ordinal(found: re.Match[str]) -> str:
    return f"{found[1]} {ordinal(int(found[2]))}"


def _number(text: str) -> str:
    if text.count(",") > 1:
        thousands = re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", text)
        return _number(text.replace(",", "")) if thousands else ", ".join(map(_number, text.split(",")))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    whole, _, part = text.replace(".", ",").partition(",")
    if part:
        return decimal(whole, part)
    is_name = whole.startswith("00") or ("." not in text and len(whole) > _LONGEST_NUMBER)
    return one_by_one(whole) if is_name else cardinal(int(whole))


def _roman(found: re.Match[str]) -> str:
    value = roman(found[0])
    return found[0] if value is None else cardinal(value)


def _roman_behind(found: re.Match[str]) -> str:
    value = roman(found[2])
    if value is None:
        return found[0]
    said = ordinal(value) if found[1].lower() == words.ORDINAL_BEFORE else cardinal(value)
    return " ".join([found[1], said, *(_year(found[3]) if found[3] else [])])


def _letters(found: re.Match[str]) -> str:
    return " ".join(spelled(found[0]))


def _always(reading: str) -> Callable[[re.Match[str]], str]:
    return lambda _: reading


def _any_of(keys: Iterable[str]) -> str:
    """The keys as alternatives, longer ones before their own beginnings."""
    return "|".join(map(re.escape, sorted(keys, key=len, reverse=True)))


_LONG_UNITS = _any_of(unit for unit in words.UNITS if len(unit) > 1)
_SHORT_UNITS = _any_of(unit for unit in words.UNITS if len(unit) == 1)
_KINDS = _any_of({*words.DOCUMENTS.values()})
_NAMED = rf"[{words.CAPITALS}][A-Za-z{words.CAPITALS}]*"
_RULES: tuple[_Rule, ...] = (
    (_ADDRESS, lambda _: words.ELSEWHERE),
    *((re.compile(pattern), _always(reading)) for pattern, reading in words.IN_CONTEXT),
    (
        re.compile(
            rf"(?:(?P<kind>(?i:{_KINDS})) )?(?:(?i:{words.NUMBERED}):? )?(?<![\w/])(?P<number>\d{{1,6}})"
            rf"(?:/(?P<year>\d{{4}}))?[/-](?P<sort>{_NAMED}\d*)(?:[-/](?P<issuer>{_NAMED}))?(?!\w)"
            rf"(?P<said>(?=(?:,? {words.DAY} [\d/]+)? {words.OF} ))?"
        ),
        _document,
    ),
    (re.compile(r"(?<![\d.,/-])(\d{1,2})[.-](\d{1,2})[.-](\d{4})(?![\d/-])"), _with_strokes),
    (re.compile(r"(?<![\w/])(?:(?:\+84[ .-]?\d|0)(?:[ .-]?\d){8,10}|1[89]00(?:[ .-]?\d){4,6})(?![\d/])"), _phone),
    (re.compile(rf"\b(?i:{words.CALL})\b[^.;\d]*\b11[1-5]\b(?:[^.;\d]+11[1-5]\b)*(?![.,/]\d)"), _called),
    (re.compile(rf"\b(?i:{words.HOTLINE})\b[^.;,\d]*\b\d{{3,4}}\b(?![ .,/]\d)"), _called),
    (
        re.compile(
            r"(?<!\d)(?P<left>(?:\d[^\s\d\u2013\u2014-]{0,3}+)++)(?P<dash>\s*[-\u2013\u2014]\s*)(?=(?P<right>\d\S{0,20}))"
        ),
        _from_to,
    ),
    (
        re.compile(
            rf"(?:(?P<before>\b(?i:{words.NO_DATE_BEFORE})) )?(?:(?P<said>\b(?i:{words.DAY_SAID})) )?"
            r"(?<![\d/.,])(?P<day>\d{1,3})/(?P<month>\d{1,3})(?:/(?P<year>\d{4}|\d{2}))?(?![\d/])"
            rf"(?P<after>(?= (?i:{words.NO_DATE_AFTER})\b))?(?P<hour>(?= \d{{1,2}}[h:]))?"
        ),
        _date,
    ),
    (
        re.compile(
            rf"(?:\b(?P<said>(?i:{words.MONTH})) )?(?<![\d/.,])(?P<month>\d{{1,2}})/(?P<year>(?:19|20)\d\d)(?![\d/])"
        ),
        _of_year,
    ),
    (re.compile(rf"(?P<said>(?i:{words.MONTH})) 0?(?P<month>\d)\b(?![.,/]\d)"), _lone_month),
    (
        re.compile(
            rf"(?<!\d )(?P<said>(?i:\b{words.DAY})) (?P<day>\d{{1,2}})\b"
            rf"(?=[^\w.,]*(?:$|[.,;:)](?!\d)|(?:{words.DAY_BEFORE})\b))"
        ),
        _lone_day,
    ),
    (
        re.compile(
            rf"(?<![\d.,])(?P<hours>[01]?\d|2[0-4])(?:[hg]|:)(?P<minutes>[0-5]\d)(?:[ph]+|'| {words.MINUTE})?(?!\w)"
        ),
        _time,
    ),
    (
        re.compile(
            rf"(?P<number>{_NUMBER})(?:\s?(?P<long>(?i:{_LONG_UNITS})|[{words.SPACED_UNITS}])|(?P<short>{_SHORT_UNITS}))(?!\w)"
        ),
        _quantity,
    ),
    (re.compile(rf"\b({words.PER_BEHIND})((?:/\w+)+)"), _per),
    (re.compile(rf"\b({words.ORDINAL_BEFORE}) (\d{{1,2}})\b", re.IGNORECASE), _ordinal),
    (re.compile(rf"\b({words.ROMAN_BEFORE}) ([IVX]+)(?:/(\d{{4}}))?(?!\w)", re.IGNORECASE), _roman_behind),
    (re.compile(r"(?<!\w)[IVX]{2,}(?!\w)"), _roman),
    (
        re.compile(rf"(?<!\w)(?:{_any_of(words.BEFORE_NAMES)}) ?(?=\w)"),
        lambda found: f"{words.BEFORE_NAMES[found[0].strip()]} ",
    ),
    (re.compile(rf"(?<!\w)(?:{_any_of(words.ABBREVIATIONS)})(?!\w)"), lambda found: words.ABBREVIATIONS[found[0]]),
    (re.compile(rf"(?<!\w)[{words.CONSONANTS}]{{2,}}(?!\w)"), _letters),
    (re.compile(r"(?<=\s)-(?=\d)"), _always(f"{words.MINUS} ")),
    (re.compile(r"(?<=[^\W\d_])-?(?=\d)|(?<=\d)(?=[^\W\d_])"), _always(" ")),
    (re.compile(_NUMBER), lambda found: _number(found[0])),
    (re.compile(_any_of(words.SIGNS)), lambda found: words.SIGNS[found[0]]),
)
