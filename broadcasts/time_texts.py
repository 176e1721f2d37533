"""The words people say times with, as `broadcasts.time_words` looks for them, and the sentences that read times back.

What is looked for stands without accents and with digits for numbers, as `time_words` brings every text to that form.
"""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from lunar_vn import solar_to_lunar

from broadcasts.schedule import LAST_DAY, BeforeEvent, CalendarEvent, Daily, Monthly, Once, Plan, Weekly, Yearly
from broadcasts.understood import Misunderstood, Understood, Why

# --- Numbers in words -------------------------------------------------------------------------------------------------

_UNITS: Final = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TEN: Final = {"mốt": 1, "tư": 4, "lăm": 5, "bẩy": 7}
"""Units that are spelt otherwise behind a ten."""


def _spelt_numbers() -> Mapping[str, int]:
    tens = {"mười": 10} | {f"{_UNITS[ten]} mươi": ten * 10 for ten in range(2, 6)}
    behind = {word: unit for unit, word in enumerate(_UNITS) if word} | _AFTER_TEN
    alone = {word: unit for word, unit in behind.items() if word not in ("mốt", "lăm")}
    return {**alone, **tens, **{f"{ten} {one}": tens[ten] + behind[one] for ten in tens for one in behind}}


NUMBERS: Final = _spelt_numbers()
"""1 to 59 in words."""
COUNTED: Final = ("giờ", "tiếng", "phút", "ngày", "tuần", "tháng", "rưỡi", "kém")
"""Behind a number in words."""
NUMBERED: Final = ("thứ", "ngày", "mùng", "mồng", "tháng")
"""Before a number in words."""
YEARLY: Final = ("mỗi", "hằng", "hàng")
"""Before "năm", which is then no five but a year."""
KEPT: Final = ("từ", "tới")
"""Words that keep their accents, as without them they are others."""
UNCLEAR: Final = ("sau", "tu")
"""Numbers without their accents, but also "after" and "from"."""
CERTAIN_BEFORE, CERTAIN_BEHIND = ("thứ", "thu"), ("giờ", "gio", "rưỡi", "ruoi")
"""What makes them numbers all the same."""
TWO_WORDS: Final = ((("toi",), ("tới",)), (("thang", "sau"), ("thang", "6")))
"""Words typed without accents, and the others they may be."""
DAY_AFTER_TOMORROW: Final = (re.compile(r"\bngày mốt\b"), "ngày kia")
"""Said in the south, and the same as the other; without accents it would be the first of a month."""

# --- What is looked for, in this order --------------------------------------------------------------------------------

_MONTH = "(?P<month>[0-9]{1,2}|gieng|chap|nay|sau|tới)"
_CALENDAR = "(?: (?P<calendar>am|duong)(?: lich)?)?"
_EARLY = "(?:(?P<early>mung|mong) )"
_YEAR = "(?: ?/ ?| nam | )(?P<year>[0-9]{4})"
_WEEKDAY = "(?:(?:thu|t) [2-7]|chu nhat|chua nhat|cn)"
# "2, 7h": the seven is an hour.
_MORE_WEEKDAYS = "(?:[2-7](?![0-9:/.]| ?(?:h|g|gio|ruoi)(?![^ ])))"
_PART = "sang|trua|chieu|toi|dem|khuya"
_AGO_OR_AHEAD = "hom nay|nay|ngay mai|mai|ngay kia|hom qua|hom kia"
_SPAN = "(?P<number>[0-9]{1,3}|nua) ?(?P<unit>UNIT)(?: (?P<half>ruoi)| ?(?P<minutes>[0-9]{1,2}) ?(?:phut|p))?"
_MINUTES = " ?(?P<minute>[0-9]{1,2}) ?(?:phut|p)?| (?P<half>ruoi)| kem (?P<less>[0-9]{1,2}) ?(?:phut|p)?"
_WITH_PART = f"(?:(?:buoi )?(?P<before>{_PART}) (?:luc )?)?(?:CLOCK)(?: (?:buoi )?(?P<behind>{_PART}))?"

HOLIDAYS: Final[Mapping[str, tuple[int, int, bool]]] = {
    "tet duong lich": (1, 1, False),
    "tet duong": (1, 1, False),
    "tet tay": (1, 1, False),
    "tet trung thu": (15, 8, True),
    "trung thu": (15, 8, True),
    "tet nguyen dan": (1, 1, True),
    "tet am lich": (1, 1, True),
    "tet": (1, 1, True),
    "vu lan": (15, 7, True),
    "gio to": (10, 3, True),
    "ong cong ong tao": (23, 12, True),
}
"""Days everybody knows by name: day, month, and whether by the moon."""

_LOOKED_FOR: Final = {
    "every_week": f"(?:moi|hang|cac)(?: ngay)?(?= {_WEEKDAY}| cuoi tuan)",
    "weekdays": f"(?P<weekdays>(?:tu|từ) {_WEEKDAY} ?(?:den|tới|-) ?{_WEEKDAY}"
    f"|{_WEEKDAY}(?: ?(?:,|va|-|den|tới) ?(?:{_WEEKDAY}|{_MORE_WEEKDAYS}))*)(?: (?P<coming>nay|tới))?",
    "tet_first": "(?:mung|mong) (?P<day>[0-9]) tet",
    "tet_last": "(?P<day>[23][0-9]) tet",
    "span": f"(?:sau )?{_SPAN.replace('UNIT', 'tieng|gio|h|phut|p')} (?:nua|sau|tới)",
    "span_after": f"sau {_SPAN.replace('UNIT', 'tieng|phut')}",
    "away": "(?:sau )?(?P<number>[0-9]{1,3}) (?P<unit>ngay|tuan) (?:nua|sau|tới)",
    "away_after": "sau (?P<number>[0-9]{1,3}) (?P<unit>ngay|tuan)",
    "last": f"(?:ngay )?cuoi (?:cung )?(?:cua )?(?P<every>hang |moi )?thang(?: {_MONTH})?",
    "date": f"(?:ngay )?{_EARLY}?(?P<day>[0-9]{{1,2}})[/-](?P<month>[0-9]{{1,2}})"
    f"(?:[/-](?P<year>[0-9]{{4}}|[0-9]{{2}})| nam (?P<which>nay|sau))?{_CALENDAR}",
    "date_words": f"(?:ngay )?{_EARLY}?(?P<day>[0-9]{{1,2}}|ram) thang {_MONTH}"
    f"(?:{_YEAR}| nam (?P<which>nay|sau))?{_CALENDAR}",
    "day": f"(?:(?:ngay|hom) {_EARLY}?|{_EARLY.replace('early', 'only')})(?P<day>[0-9]{{1,2}}){_CALENDAR}",
    "full_moon": "(?:ngay )?(?P<day>ram)",
    "day_every": "(?P<day>[0-9]{1,2})(?= (?:hang|moi) thang)",
    "holiday": f"(?:ngay )?(?P<holiday>{'|'.join(HOLIDAYS)})",
    "every_day": f"(?:moi|hang)(?: buoi)?(?= (?:{_PART})(?![^ ]))",
    "every": "(?:hang|moi) (?P<every>ngay|tuan|thang|nam|quy|gio)",
    "weekend": "cuoi tuan(?: (?P<week>nay|sau|tới))?",
    "week": "(?:sang )?tuan (?P<week>nay|sau|tới)",
    "clock": _WITH_PART.replace("CLOCK", f"(?P<hour>[0-9]{{1,2}}) ?(?:h|g|gio)(?:{_MINUTES})?"),
    "clock_exact": _WITH_PART.replace("CLOCK", "(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"),
    "clock_half": _WITH_PART.replace("CLOCK", "(?P<hour>[0-9]{1,2}) (?P<half>ruoi)"),
    "clock_bare": f"(?P<hour>[0-9]{{1,2}}) (?P<behind>{_PART})",
    "offset": f"(?P<offset>{_AGO_OR_AHEAD})",
    "part": f"(?:buoi )?(?P<part>{_PART})(?: som)?",
}
PIECES: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(rf"(?<![^ ])(?:{pattern})(?![^ ])") for name, pattern in _LOOKED_FOR.items()
}
CLOCKS: Final = ("clock", "clock_exact", "clock_half", "clock_bare")
EXACT: Final = "clock_exact"
DATES: Final = ("tet_first", "tet_last", "date", "date_words", "day", "full_moon", "day_every", "holiday")

WEEKDAY: Final = re.compile("[2-7]|nhat|cn|den|tới|-")
RANGE: Final = ("den", "tới", "-")
SUNDAY: Final = ("nhat", "cn")
FULL_MOON, LUNAR = "ram", "am"
LUNAR_MONTHS: Final = {"gieng": 1, "chap": 12}
MONTHS_OF_TET: Final = {"tet_first": {"month": "gieng"}, "tet_last": {"month": "chap"}}
THIS, NEXT = ("nay",), ("sau", "tới")
WEEK_UNIT, HALF_AN_HOUR, HOUR_UNITS = "tuan", "nua", ("tieng", "gio", "h")
OFFSETS: Final = {"hom nay": 0, "nay": 0, "ngay mai": 1, "mai": 1, "ngay kia": 2, "hom qua": -1, "hom kia": -2}
EVERY: Final = {"ngay": "day", "tuan": "week", "thang": "month", "nam": "year"}

PARTS: Final[Mapping[str, Mapping[int, int]]] = {
    "sang": {hour: hour for hour in range(1, 12)},
    "trua": {10: 10, 11: 11, 12: 12, 13: 13, 1: 13},
    "chieu": {hour % 12: hour for hour in range(13, 19)} | {hour: hour for hour in range(13, 19)},
    "toi": {hour - 12: hour for hour in range(17, 24)} | {hour: hour for hour in range(17, 24)},
    "dem": {hour - 12: hour for hour in range(20, 24)} | {hour: hour for hour in (*range(5), *range(20, 24))},
    "khuya": {hour - 12: hour for hour in range(22, 24)} | {hour: hour for hour in (*range(5), *range(22, 24))},
}
"""The hours of the clock by those people say with a part of the day."""
USUAL_EVENING: Final = time(19)
USUAL_HOURS: Final[Mapping[str, time]] = {
    "sang": time(7),
    "trua": time(11),
    "chieu": time(15),
    "toi": USUAL_EVENING,
    "dem": time(20),
    "khuya": time(20),
}
"""The hour proposed for a part of the day alone: when people are awake and have a hand free."""

NOW: Final = re.compile("(ngay )?(bay gio|luc nay|lap tuc|tuc thi)|ngay|ngay luon|luon|luon va ngay|ngay va luon")
AT_ONCE: Final = "ngay"
NOT_NOW: Final = frozenset({"ngày", "bảy", "bẩy"})
"""Without their accents these would be among the words for now."""
BEFORE: Final = re.compile("(?<![^ ])truoc(?![^ ])")
DAYS_BEFORE: Final = re.compile(
    "(?<![^ ])(?P<numbers>[0-9]{1,3}(?: ?(?:,|va) ?[0-9]{1,3})*) (?P<unit>ngay|tuan)(?![^ ])"
)
ON_THE_DAY: Final = re.compile("(?<![^ ])(?:va )?dung ngay(?: do)?(?![^ ])")
AN_EVENTS_DAY: Final = re.compile("(?<![^ ])(?:ngay|hom|dung ngay) (?=[^ ])")
QUOTE: Final = "#"
"""Stands in a text for what was quoted in it."""
QUOTED: Final = re.compile('[“"]([^”"]+)[”"]')
RESULT: Final = re.compile(r"\((?:(?:Thứ \w+|Chủ nhật) [0-9]+/[0-9]+/[0-9]+(?:, …)?|[0-9]+ tháng [^()]+ âm lịch)\)$")
"""What is added in brackets when a time is read back."""
REMARK: Final = re.compile(r"\s+Ông/bà chưa nói giờ, nên tôi lấy [^\n]+$")
"""What is said beside a time whose hour is proposed; whoever copies a time that was read back copies it along."""
FILLER: Final = frozenset(
    re.findall(
        "[^ ]+", "| , - a ah buoi cho dip di dung em gui hoi hom khi khoang le luc ngay nha nhe oi tin va vao voi xin"
    )
)

BESIDE_AN_EVENT: Final = frozenset({"|", ",", "dip", "hom", "khi", "luc", "ngay", "vao"})
"""What may stand around an event's name."""

# --- Reading back -----------------------------------------------------------------------------------------------------

WEEKDAYS: Final = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


_HOUR_ASSUMED: Final = "\n\nÔng/bà chưa nói giờ, nên tôi lấy {}. Muốn giờ khác, ông/bà bấm “Sửa” khi xem lại tin."


def clock(at: time) -> str:
    """A time of day: 7:00."""
    return f"{at.hour}:{at.minute:02}"


def long_day(day: date) -> str:
    """A day with its weekday: Thứ sáu 27/11/2026."""
    return f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}/{day.year}"


def by_moon(day: date) -> str:
    """The same day by the lunar calendar: 15 tháng 7 âm lịch."""
    lunar = solar_to_lunar(day)
    month = {1: "giêng", 12: "chạp"}.get(lunar.month, str(lunar.month))
    return f"{lunar.day} tháng {month}{' nhuận' if lunar.leap else ''} âm lịch"


def read_back(plan: Plan, zone: ZoneInfo, events: Mapping[str, CalendarEvent]) -> str:
    """A plan in full, in words that `time_words.understand` understands as the same plan.

    A plan for an event the calendar no longer has names the event's id.
    """
    match plan:
        case Once():
            here = plan.at.astimezone(zone)
            return f"{long_day(here.date())}, {clock(here.time())}"
        case Daily():
            return f"Hằng ngày, {clock(plan.time)}"
        case Weekly():
            days = ", ".join(WEEKDAYS[day] for day in sorted(plan.weekdays))
            return f"{days[0]}{days[1:].lower()} hằng tuần, {clock(plan.time)}"
        case Monthly():
            day = "cuối" if plan.day == LAST_DAY else str(plan.day)
            return f"Ngày {day} hằng tháng, {clock(plan.time)}"
        case Yearly():
            return f"Ngày {plan.day}/{plan.month} hằng năm, {clock(plan.time)}"
        case BeforeEvent():
            return _before(plan, events)


def _before(plan: BeforeEvent, events: Mapping[str, CalendarEvent]) -> str:
    event = events.get(plan.event)
    name = f"“{event.title if event else plan.event}”"
    ahead = [str(days) for days in sorted(set(plan.days), reverse=True) if days]
    if not ahead:
        said = f"Đúng ngày {name}, {clock(plan.time)}"
    else:
        on_the_day = " và đúng ngày" if 0 in plan.days else ""
        said = f"Trước {name} {', '.join(ahead)} ngày{on_the_day}, {clock(plan.time)}"
    if event is None:
        return said
    first = long_day(event.start - timedelta(days=max(plan.days)))
    return f"{said} ({first}{', …' if len(set(plan.days)) > 1 else ''})"


def said_back(understood: Understood, zone: ZoneInfo, events: Mapping[str, CalendarEvent]) -> str:
    """The same with the lunar date it was said by, and with the hour pointed out that nobody said, for the eyes of
    whoever said it.
    """
    plan = understood.plan
    said = read_back(plan, zone, events)
    if understood.by_moon and isinstance(plan, Once):
        said = f"{said} ({by_moon(plan.at.astimezone(zone).date())})"
    at = plan.at.astimezone(zone).time() if isinstance(plan, Once) else plan.time
    return f"{said}{_HOUR_ASSUMED.format(clock(at))}" if understood.hour_assumed else said


# --- Asking back ------------------------------------------------------------------------------------------------------

EXAMPLES: Final = "“7h sáng mai”, “19h30 thứ sáu”, “20/12 8h”"
_ASKED: Final[Mapping[Why, str]] = {
    Why.NOTHING: f"Tôi chưa hiểu thời gian này. Ông/bà gõ lại giúp, ví dụ: {EXAMPLES}.",
    Why.AMBIGUOUS: "Ý ông/bà là lúc nào?",
    Why.HOUR_ALONE: "Ông/bà muốn gửi vào ngày nào?",
    Why.DAY_MISSING: "Vào ngày nào? Ông/bà gõ cả ngày, ví dụ: “thứ hai tuần sau 8h”, “ngày 15 hằng tháng”.",
    Why.PAST: f"Lúc này đã qua. Ông/bà gõ một lúc sắp tới, ví dụ: {EXAMPLES}.",
    Why.IMPOSSIBLE: f"Không có ngày hoặc giờ như vậy. Ông/bà xem lại rồi gõ lại giúp, ví dụ: {EXAMPLES}.",
    Why.CONTRADICTION: "Các ngày vừa gõ không khớp nhau. Ông/bà xem lịch rồi gõ lại giúp, chỉ một ngày là đủ.",
    Why.EVENT_UNKNOWN: "Trong lịch của phường không có việc này. Ông/bà gõ ngày cụ thể, ví dụ: “20/12 8h”.",
    Why.CANNOT_REPEAT: "Không đặt lặp lại như vậy được. Ông/bà chọn hằng ngày, hằng tuần, hằng tháng hoặc hằng năm.",
}
_PAST_BUT: Final = "Lúc này đã qua. Ý ông/bà là lúc sau đây?"


def asked_back(misunderstood: Misunderstood) -> str:
    """What to say to somebody whose words were not understood; the readings go under it as buttons."""
    if misunderstood.why is Why.PAST and misunderstood.readings:
        return _PAST_BUT
    return _ASKED[misunderstood.why]
