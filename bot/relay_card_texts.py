"""Every word on the picture of a notice that leaders pass on."""

from datetime import date

from knowledge.texts import long_day

CUT = "\n… xem tin đầy đủ trên trợ lý của phường"


def heading(ward: str) -> str:
    """Who says it."""
    return f"{ward[:1].upper()}{ward[1:]} thông báo"


def day_line(day: date) -> str:
    """When it was said."""
    return long_day(day)


def code_line(code: str) -> str:
    """The code under which it can be checked."""
    return f"Mã tin: {code}"
