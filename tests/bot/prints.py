"""What is written on a drawn picture: every line with the box its ink fills."""

from collections.abc import Iterable
from itertools import combinations

Box = tuple[float, float, float, float]
Print = tuple[str, Box]


def overlaps(boxes: Iterable[Box]) -> list[tuple[Box, Box]]:
    """The pairs of boxes that cover each other somewhere."""
    return [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


def legible(printed: list[Print], size: tuple[int, int]) -> bool:
    """Whether no line covers another and none leaves the picture."""
    boxes = [box for text, box in printed if text]
    inside = all(left >= 0 and top >= 0 and right <= size[0] and low <= size[1] for left, top, right, low in boxes)
    return inside and overlaps(boxes) == []
