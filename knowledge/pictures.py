"""`make pictures`: draw the bin of each waste group once, for phones: one bin, its name, two examples.

Drawn pictures stand in content/pictures/ and are shipped; only this module needs Pillow and a font.
"""

from pathlib import Path

from font_roboto import RobotoBold, RobotoMedium
from PIL import Image, ImageDraw, ImageFont

from knowledge.entry import Bin
from knowledge.loader import SHIPPED_CONTENT, load

PICTURES = SHIPPED_CONTENT / "pictures"
WIDTH, HEIGHT = 720, 540
"""Pixels: twice the width of a small phone's screen."""
_PAPER, _INK, _CROSS = "#FFFFFF", "#212121", "#D50000"
_LID, _BODY_TOP, _BODY_BOTTOM = 120, 160, 500


def draw(waste_bin: Bin) -> Image.Image:
    """The group's picture: a bin in its colour with its name on it, two examples beside it."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 84), fill=waste_bin.colour)
    _centred(pen, waste_bin.title.upper(), (0, 84), 0, WIDTH, RobotoBold, 60, _PAPER)
    pen.rounded_rectangle((60, _LID, 320, _LID + 34), 12, fill=waste_bin.colour)
    pen.rounded_rectangle((160, _LID - 22, 220, _LID + 6), 8, fill=waste_bin.colour)
    pen.polygon(((76, _BODY_TOP), (304, _BODY_TOP), (280, _BODY_BOTTOM), (100, _BODY_BOTTOM)), fill=waste_bin.colour)
    for left in (140, 190, 240):
        pen.line(((left, _BODY_TOP + 40), (left, _BODY_BOTTOM - 40)), fill=_PAPER, width=10)
    if not waste_bin.in_a_bin:
        for ends in (((70, 130), (310, 490)), ((310, 130), (70, 490))):
            pen.line(ends, fill=_PAPER, width=34)
            pen.line(ends, fill=_CROSS, width=20)
    for number, example in enumerate(waste_bin.examples):
        top = 190 + number * 160
        pen.rounded_rectangle((350, top, WIDTH - 24, top + 120), 18, outline=waste_bin.colour, width=6)
        _centred(pen, example, (top, top + 120), 362, WIDTH - 36, RobotoMedium, 46, _INK)
    return image


def _centred(
    pen: ImageDraw.ImageDraw,
    text: str,
    rows: tuple[int, int],
    left: int,
    right: int,
    font_file: str,
    size: int,
    colour: str,
) -> None:
    """One line of text in the middle of a box, as large as `size` and the box's width allow."""
    while (font := ImageFont.truetype(font_file, size)).getlength(text) > right - left:
        size -= 2
    pen.text(((left + right) / 2, sum(rows) / 2), text, font=font, fill=colour, anchor="mm")


def main() -> None:
    """Draw every group's picture."""
    PICTURES.mkdir(exist_ok=True)
    for waste_bin in load().bins.values():
        draw(waste_bin).save(Path(PICTURES, f"{waste_bin.id}.png"), optimize=True)


if __name__ == "__main__":
    main()
