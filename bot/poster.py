"""A page for the notice board, and the QR code of an invitation: how to reach the assistant, readable at 70.

Import this module inside the function that needs it: PIL and segno come along, and most runs never draw.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import ceil

import segno
from font_roboto import RobotoBold, RobotoMedium
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, RESOLUTION = 1240, 1754, 150
"""A4 upright: pixels, and pixels an inch."""
MARGIN = 90
"""Pixels that stay white on every side; office printers cannot reach the outer 30."""
_COLUMN = WIDTH - 2 * MARGIN - 20  # letters such as j reach a little past the width their font states
_PAPER, _INK, _QUIET, _ACCENT, _PALE = "#FFFFFF", "#212121", "#4A4A4A", "#0B4F8A", "#B8CCDD"
_ASCENT, _DESCENT = 1.06, 0.27  # parts of the size; capitals with two marks rise above the ascent their font states
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
        return len(self.lines) * _pitch(self.font)

    def paint(self, image: Image.Image, top: int) -> None:
        pen = ImageDraw.Draw(image)
        x, anchor = (WIDTH // 2, "ms") if self.left is None else (self.left, "ls")
        for row, line in enumerate(self.lines):
            baseline = top + row * _pitch(self.font) + round(_ASCENT * self.font.size)
            pen.text((x, baseline), line, font=self.font, fill=self.colour, anchor=anchor)
        if self.left is not None and self.number:
            radius = _pitch(self.font) // 2
            middle = (self.left - _indent(self.font) + radius, top + radius)
            pen.circle(middle, radius, fill=_ACCENT)
            numeral = _font(RobotoBold, self.font.size * 0.8)
            # By the height of a figure: the middle of the font itself lies lower, marks and tails included.
            pen.text((middle[0], middle[1] + 0.356 * numeral.size), self.number, font=numeral, fill=_PAPER, anchor="ms")


@dataclass(frozen=True)
class _Rule:
    """A thin line across the column."""

    gap: float
    height: int = 3

    def paint(self, image: Image.Image, top: int) -> None:
        ImageDraw.Draw(image).rectangle((MARGIN, top, WIDTH - MARGIN - 1, top + self.height - 1), fill=_PALE)


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
        ImageDraw.Draw(image).rounded_rectangle(box, 20, outline=_ACCENT, width=_FRAME_LINE)
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
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
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
        _centred(poster.ward, RobotoMedium, 46 * scale, _ACCENT, gap=0, most_lines=2),
        _Rule(gap=12 * scale),
        _centred(poster.heading, RobotoBold, 92 * scale, _INK, gap=24 * scale, most_lines=2),
        _centred(poster.sentence, RobotoMedium, 50 * scale, _INK, gap=14 * scale, most_lines=3),
    ]


def _below_code(poster: Poster, scale: float) -> list[_Text | _Rule]:
    return [
        *_steps(poster.steps, scale),
        _text(_parts(poster.link), _font(RobotoMedium, 34 * scale), _ACCENT, gap=28 * scale),
        _Rule(gap=22 * scale),
        _text(_words(poster.footer), _font(RobotoMedium, 32 * scale), _QUIET, gap=12 * scale),
    ]


def _steps(steps: Sequence[str], scale: float) -> list[_Text]:
    """The numbered steps, starting on one line with each other and in the middle as a group."""
    font = _font(RobotoMedium, 46 * scale)
    wrapped = [_wrapped(_words(step), font, _COLUMN - _indent(font)) for step in steps if step.strip()]
    widest = max((_length(line, font) for lines in wrapped for line in lines), default=0)
    left = int(WIDTH - widest + _indent(font)) // 2
    return [
        _Text(lines, font, _INK, (36 if number == 1 else 14) * scale, left, str(number))
        for number, lines in enumerate(wrapped, start=1)
    ]


def _centred(text: str, typeface: str, size: float, colour: str, *, gap: float, most_lines: int) -> _Text:
    """The text a little smaller than asked if that saves lines over the wanted number."""
    for smaller in (1, 0.92, 0.84, 0.76):
        block = _text(_words(text), _font(typeface, size * smaller), colour, gap=gap)
        if len(block.lines) <= most_lines:
            break
    return block


def _text(pieces: Sequence[str], font: ImageFont.FreeTypeFont, colour: str, *, gap: float) -> _Text:
    return _Text(_wrapped(pieces, font, _COLUMN), font, colour, gap)


def _wrapped(pieces: Sequence[str], font: ImageFont.FreeTypeFont, width: int) -> tuple[str, ...]:
    """As few lines as `width` allows, of nearly the same length so that none holds one lonely word.

    They break between pieces, and inside one only if it is wider than a line by itself.
    """
    parts = [part for piece in pieces for part in ([piece] if _length(piece, font) <= width else piece)]
    lengths = [_length(part, font) for part in parts]
    lines = _filled(lengths, width)
    narrow = int(max(lengths, default=0))
    while len(lines) > 1 and width - narrow > 8:
        middle = (narrow + width) // 2
        tried = _filled(lengths, middle)
        if len(tried) > len(lines):
            narrow = middle
        else:
            width, lines = middle, tried
    return tuple("".join(parts[start:end]).rstrip() for start, end in lines)


def _filled(lengths: Sequence[float], width: float) -> list[tuple[int, int]]:
    """Which parts stand in which line (from, to), each line taking as many as it holds."""
    starts, used = [0], 0.0
    for number, length in enumerate(lengths):
        if number > starts[-1] and used + length > width:
            starts.append(number)
            used = 0
        used += length
    return list(zip(starts, [*starts[1:], len(lengths)], strict=True)) if lengths else []


def _words(text: str) -> list[str]:
    """Words with the space after them; a no-break space holds its neighbours together."""
    composed = unicodedata.normalize("NFC", text)  # a lone mark would be wrapped and measured apart from its letter
    return [f"{word} " for word in re.split(r"[^\S\xa0]+", composed) if word]


def _parts(link: str) -> list[str]:
    """A link in the pieces between which a reader expects it to go on in the next line."""
    return re.findall(r"[^/?&=]+[/?&=]*|[/?&=]+", link)


# The posters of a ward differ in a few words; measuring words is most of the work.
@lru_cache(maxsize=8192)
def _length(text: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(text)


@lru_cache(maxsize=128)
def _font(typeface: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(typeface, size)


def _pitch(font: ImageFont.FreeTypeFont) -> int:
    return ceil((_ASCENT + _DESCENT) * font.size)


def _indent(font: ImageFont.FreeTypeFont) -> int:
    """From the left end of a step's number to its words."""
    return round(1.75 * font.size)


def _modules(code: segno.QRCode, scale: int) -> Image.Image:
    out = BytesIO()
    code.save(out, kind="png", scale=scale, border=_QUIET_ZONE)
    return Image.open(out).convert("RGB")
