"""Every word around a notice that a leader passes on as text."""

from typing import Final

CUT: Final = "\n… (còn nữa, xin hỏi tổ trưởng để xem tin đầy đủ)"

WHOEVER: Final = "ông/bà"
"""Stands where each reader's own name stood: what goes round is for everybody."""
TITLES: Final = r"ông ?/ ?bà|ông \(bà\)|ông, bà|ông|bà|đồng chí|đ/c|bác|cô|chú|anh/chị|anh|chị"
"""What people are called before their names, as a pattern."""
BLANK: Final = "…"
"""Stands for the TDP where it is not known."""


def above(ward: str) -> str:
    """Who says it."""
    return f"📢 {ward[:1].upper()}{ward[1:]} thông báo\n\n"


def below(code: str) -> str:
    """The code under which it can be checked."""
    return f"\n\nMã tin: {code}"
