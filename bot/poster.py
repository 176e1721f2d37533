"""A page for the notice board, and the QR code of an invitation: how to reach the assistant, readable at 70.

Import this module inside the function that needs it: PIL and segno come along, and most runs never draw.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil

import segno
from font_roboto import RobotoBold, RobotoMedium
from PIL import Image, ImageDraw, ImageFont

from bot.lettering import ACCENT, ASCENT, INK, PALE, PAPER, QUIET, face, length, pitch, words, wrapped

WIDTH, HEIGHT, RESOLUTION = 1240, 1754, 150
"""A4 upright: pixels, and pixels an inch."""
MARGIN = 90
"""Pixels that stay white on every side; office printers cannot reach the outer 30."""
_COLUMN = WIDTH - 2 * MARGIN - 20  # letters such as j reach a little past the width their font states
_SCALES = range(130, 59, -5)
"""Per cent of the planned sizes, the largest that fits is taken; below the last the smallest type is under 9 points."""
_CODE, _LARGEST_CODE = 520, 660
"""Pixels kept for the QR code at 100 per cent, and the most it takes if there is room; both with its white border."""
_FRAME, _FRAME_LINE = 14, 8
_QUIET_ZONE = 4
"""Modules of white around a QR code, without which scanners miss it."""
_INVITATION_CODE = 600
_PAGES_AT_ONCE = 16
"""How many pages are in memory together: each takes 6 MB, and a ward may print one for each of a hundred TDPs."""


@dataclass(frozen=True)
class Poster:
    """What one page says; `link` stands on it as a QR code and as text."""

    ward: str
    heading: str
    sentence: str
    steps: tuple[str, ...]
    link: str
    footer: str


@dataclass(frozen=True)
class _Text:
    """Lines of one size below a gap, centred or from `left` on, where a number may stand before them."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    colour: str
    gap: float
    left: int | None = None
    number: str = ""

    @property
    def height(self) -> int:
        return len(self.lines) * pitch(self.font)

    def paint(self, image: Image.Image, top: int) -> None:
        pen = ImageDraw.Draw(image)
        x, anchor = (WIDTH // 2, "ms") if self.left is None else (self.left, "ls")
        for row, line in enumerate(self.lines):
            baseline = top + row * pitch(self.font) + round(ASCENT * self.font.size)
            pen.text((x, baseline), line, font=self.font, fill=self.colour, anchor=anchor)
        if self.left is not None and self.number:
            radius = pitch(self.font) // 2
            middle = (self.left - _indent(self.font) + radius, top + radius)
            pen.circle(middle, radius, fill=ACCENT)
            numeral = face(RobotoBold, self.font.size * 0.8)
            # By the height of a figure: the middle of the font itself lies lower, marks and tails included.
            pen.text((middle[0], middle[1] + 0.356 * numeral.size), self.number, font=numeral, fill=PAPER, anchor="ms")


@dataclass(frozen=True)
class _Rule:
    """A thin line across the column."""

    gap: float
    height: int = 3

    def paint(self, image: Image.Image, top: int) -> None:
        ImageDraw.Draw(image).rectangle((MARGIN, top, WIDTH - MARGIN - 1, top + self.height - 1), fill=PALE)


@dataclass(frozen=True)
class _Code:
    """A QR code in a frame."""

    drawn: Image.Image
    gap: float

    @property
    def height(self) -> int:
        return self.drawn.height + 2 * _FRAME

    def paint(self, image: Image.Image, top: int) -> None:
        left = (WIDTH - self.height) // 2
        box = (left, top, left + self.height - 1, top + self.height - 1)
        ImageDraw.Draw(image).rounded_rectangle(box, 20, outline=ACCENT, width=_FRAME_LINE)
        image.paste(self.drawn, (left + _FRAME, top + _FRAME))


def draw(poster: Poster) -> Image.Image:
    """The poster on A4, its type as large as the page allows; ValueError if that would be too small to read."""
    code = segno.make_qr(poster.link, error="m")
    for percent in _SCALES:
        scale = percent / 100
        above, below, code_gap = _above_code(poster, scale), _below_code(poster, scale), 40 * scale
        gaps = code_gap + sum(block.gap for block in [*above, *below])
        taken = sum(block.height for block in [*above, *below]) + 2 * _FRAME + ceil(gaps)
        room = HEIGHT - 2 * MARGIN - taken
        if room >= _CODE * min(scale, 1):
            break
    else:
        raise ValueError("the poster's text does not fit on one page")
    side = code.symbol_size(border=_QUIET_ZONE)[0]
    drawn = _modules(code, int(min(room, _LARGEST_CODE) // side))
    # What is left widens all gaps alike: the page is filled from its first line to its last.
    stretch = 1 + (room - drawn.height) / gaps
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    top = float(MARGIN)
    for block in (*above, _Code(drawn, code_gap), *below):
        top += block.gap * stretch
        block.paint(image, int(top))
        top += block.height
    return image


def as_png(poster: Poster) -> bytes:
    """The poster as a picture that prints as A4."""
    out = BytesIO()
    draw(poster).save(out, "PNG", dpi=(RESOLUTION, RESOLUTION))
    return out.getvalue()


def as_pdf(posters: Sequence[Poster]) -> bytes:
    """The posters as a document, one A4 page each, in their order; ValueError if there are none."""
    if not posters:
        raise ValueError("a document needs at least one poster")
    out = BytesIO()
    for start in range(0, len(posters), _PAGES_AT_ONCE):
        first, *others = map(draw, posters[start : start + _PAGES_AT_ONCE])
        first.save(
            out,
            "PDF",
            save_all=True,
            append_images=others,
            append=start > 0,
            resolution=RESOLUTION,
            quality=90,  # pages are stored as JPEG; at the usual 75 letters have visible shadows
        )
    return out.getvalue()


def qr_png(link: str) -> bytes:
    """The link's QR code alone, with its white border, at least 600 pixels wide."""
    code = segno.make_qr(link, error="m")
    out = BytesIO()
    _modules(code, ceil(_INVITATION_CODE / code.symbol_size(border=_QUIET_ZONE)[0])).save(out, "PNG")
    return out.getvalue()


def _above_code(poster: Poster, scale: float) -> list[_Text | _Rule]:
    return [
        _centred(poster.ward, RobotoMedium, 46 * scale, ACCENT, gap=0, most_lines=2),
        _Rule(gap=12 * scale),
        _centred(poster.heading, RobotoBold, 92 * scale, INK, gap=24 * scale, most_lines=2),
        _centred(poster.sentence, RobotoMedium, 50 * scale, INK, gap=14 * scale, most_lines=3),
    ]


def _below_code(poster: Poster, scale: float) -> list[_Text | _Rule]:
    return [
        *_steps(poster.steps, scale),
        _text(_parts(poster.link), face(RobotoMedium, 34 * scale), ACCENT, gap=28 * scale),
        _Rule(gap=22 * scale),
        _text(words(poster.footer), face(RobotoMedium, 32 * scale), QUIET, gap=12 * scale),
    ]


def _steps(steps: Sequence[str], scale: float) -> list[_Text]:
    """The numbered steps, starting on one line with each other and in the middle as a group."""
    font = face(RobotoMedium, 46 * scale)
    steps_in_lines = [wrapped(words(step), font, _COLUMN - _indent(font)) for step in steps if step.strip()]
    widest = max((length(line, font) for lines in steps_in_lines for line in lines), default=0)
    left = int(WIDTH - widest + _indent(font)) // 2
    return [
        _Text(lines, font, INK, (36 if number == 1 else 14) * scale, left, str(number))
        for number, lines in enumerate(steps_in_lines, start=1)
    ]


def _centred(text: str, typeface: str, size: float, colour: str, *, gap: float, most_lines: int) -> _Text:
    """The text a little smaller than asked if that saves lines over the wanted number."""
    for smaller in (1, 0.92, 0.84, 0.76):
        block = _text(words(text), face(typeface, size * smaller), colour, gap=gap)
        if len(block.lines) <= most_lines:
            break
    return block


def _text(pieces: Sequence[str], font: ImageFont.FreeTypeFont, colour: str, *, gap: float) -> _Text:
    return _Text(wrapped(pieces, font, _COLUMN), font, colour, gap)


def _parts(link: str) -> list[str]:
    """A link in the pieces between which a reader expects it to go on in the next line."""
    return re.findall(r"[^/?&=]+[/?&=]*|[/?&=]+", link)


def _indent(font: ImageFont.FreeTypeFont) -> int:
    """From the left end of a step's number to its words."""
    return round(1.75 * font.size)


def _modules(code: segno.QRCode, scale: int) -> Image.Image:
    out = BytesIO()
    code.save(out, kind="png", scale=scale, border=_QUIET_ZONE)
    return Image.open(out).convert("RGB")
