"""Every word around a notice that a leader passes on as text."""

from typing import Final

CUT: Final = "\n… (còn nữa, xin hỏi tổ trưởng để xem tin đầy đủ)"


def above(ward: str) -> str:
    """Who says it."""
    return f"📢 {ward[:1].upper()}{ward[1:]} thông báo\n\n"


def below(code: str) -> str:
    """The code under which it can be checked."""
    return f"\n\nMã tin: {code}"
