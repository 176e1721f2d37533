"""Posters: one white A4 page each, everything on it, nothing over something else, and a code that leads to the link."""

import re
import unicodedata
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
import segno
from PIL import Image
from PIL.PdfParser import PdfParser

from bot import poster
from bot.poster import HEIGHT, MARGIN, WIDTH, Poster, as_pdf, as_png, draw, qr_png
from tests.bot.prints import Box, overlaps

SHORT = Poster(
    "Phường Thử",
    "Hỏi đáp cùng phường",
    "Hỏi việc của phường và nhận thông báo.",
    ("Cài Telegram", "Quét mã vuông"),
    "https://t.me/thu_bot",
    "Không bao giờ hỏi mật khẩu.",
)
LONG = Poster(
    "PHƯỜNG NGUYỄN BỈNH KHIÊM Ở ẶNG ỄNG, THÀNH PHỐ NHẤT NƯỚC ẲẪỘỞ",
    "TRỢ LÝ CỦA TỔ DÂN PHỐ SỐ 27 NGUYỄN THIỆN THUẬT – HỎI GÌ CŨNG ĐÁP",
    "Hỏi về phân loại rác, bảo hiểm y tế, nghĩa vụ quân sự, thủ tục trực tuyến "
    "và nhận thông báo của phường qua điện thoại ạ.",
    (
        "Mở ứng dụng Telegram; nếu chưa có, nhờ con cháu hoặc tổ trưởng cài giúp",
        "Mở máy ảnh, đưa vào mã vuông ở trên, rồi bấm vào dòng chữ hiện ra",
        "BẤM NÚT “BẮT ĐẦU” RỒI GÕ CÂU HỎI, CÓ DẤU HAY KHÔNG DẤU ĐỀU ĐƯỢC",
    ),
    "https://t.me/phuong_nguyen_binh_khiem_bot?start=" + "tdp_27_" * 9,
    "Tổ dân phố số 27 – trợ lý không bao giờ hỏi mật khẩu, mã OTP hay số tài khoản.",
)
UNBROKEN = replace(SHORT, ward="Ặ" * 60, heading="Ễ" * 40, sentence="Ở" * 120, steps=("ẪỘ" * 40,), footer="j" * 100)
BARE = replace(SHORT, ward="", heading="", sentence="", steps=(), footer="")
POSTERS = pytest.mark.parametrize("given", [SHORT, LONG, UNBROKEN, BARE], ids=["short", "long", "unbroken", "bare"])


@cache
def _drawn(given: Poster) -> Image.Image:
    return draw(given)


def _code_box(image: Image.Image) -> tuple[int, int, int, int]:
    """Where the QR code stands: it alone is wholly black."""
    box = image.convert("L").point([255, *[0] * 255]).getbbox()
    assert box is not None
    return box


def _modules(image: Image.Image, count: int) -> list[list[bool]]:
    left, top, right, bottom = _code_box(image)
    assert right - left == bottom - top
    size = (right - left) // count
    grey = image.convert("L").crop((left, top, right, bottom))
    middles = [place * size + size // 2 for place in range(count)]
    return [[grey.getpixel((x, y)) == 0 for x in middles] for y in middles]


def _expected(link: str) -> list[list[bool]]:
    return [[bool(module) for module in row] for row in segno.make_qr(link, error="m").matrix]


@POSTERS
def test_a_poster_is_an_a4_page_with_a_white_margin(given: Poster) -> None:
    image = _drawn(given).copy()
    assert (image.mode, image.size) == ("RGB", (1240, 1754))
    image.paste("white", (MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN))
    assert image.getcolors() == [(1240 * 1754, (255, 255, 255))]


@POSTERS
def test_everything_is_printed_and_nothing_over_something_else(given: Poster, printed: list[tuple[str, Box]]) -> None:
    left, top, right, bottom = _code_box(draw(given))
    around = 4 * (right - left) // len(_expected(given.link)) + 14  # its white border and its frame
    code = (left - around, top - around, right + around, bottom + around)
    boxes: list[Box] = [code, *(box for _, box in printed)]
    assert overlaps(boxes) == []
    numbers = [str(number) for number in range(1, len(given.steps) + 1)]
    spoken = "".join([given.ward, given.heading, given.sentence, *given.steps, given.link, given.footer])
    assert "".join(line for line, _ in printed if line not in numbers).replace(" ", "") == spoken.replace(" ", "")
    assert [line for line, _ in printed if line in numbers] == numbers


@POSTERS
def test_the_code_leads_to_the_link(given: Poster) -> None:
    expected = _expected(given.link)
    assert _modules(_drawn(given), len(expected)) == expected


@pytest.mark.parametrize("link", ["https://t.me/thu_bot", LONG.link])
def test_an_invitations_code_has_its_white_border(link: str) -> None:
    image = Image.open(BytesIO(qr_png(link)))
    expected = _expected(link)
    assert _modules(image, len(expected)) == expected
    left, top, right, _ = _code_box(image)
    border = 4 * (right - left) // len(expected)
    assert (left, top, image.width, image.height) == (border, border, right + border, right + border)
    assert image.width >= 600


def test_a_picture_knows_its_size_on_paper() -> None:
    image = Image.open(BytesIO(as_png(SHORT)))
    assert image.tobytes() == _drawn(SHORT).tobytes()
    assert tuple(round(dots) for dots in image.info["dpi"]) == (150, 150)


@pytest.mark.parametrize("count", [1, 2])
def test_a_document_has_a_page_for_each_poster(count: int) -> None:
    document = as_pdf([SHORT] * count)
    assert document.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", document)) == count
    assert re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", document) == [(b"595.2", b"841.92")] * count


def test_a_long_document_is_written_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poster, "_PAGES_AT_ONCE", 2)
    drawn: list[Poster] = []

    def blank(given: Poster) -> Image.Image:
        drawn.append(given)
        return Image.new("RGB", (WIDTH, HEIGHT))

    monkeypatch.setattr(poster, "draw", blank)
    given = [replace(SHORT, footer=str(number)) for number in range(5)]
    assert len(PdfParser(buf=as_pdf(given)).pages) == 5
    assert drawn == given


def test_a_blank_step_is_left_out() -> None:
    assert draw(replace(SHORT, steps=("", *SHORT.steps, " "))).tobytes() == _drawn(SHORT).tobytes()


def test_marks_typed_apart_from_their_letters_look_the_same() -> None:
    apart = replace(
        SHORT,
        ward=unicodedata.normalize("NFD", SHORT.ward),
        heading=unicodedata.normalize("NFD", SHORT.heading),
        steps=tuple(unicodedata.normalize("NFD", step) for step in SHORT.steps),
    )
    assert apart != SHORT
    assert draw(apart).tobytes() == _drawn(SHORT).tobytes()


def test_what_would_be_too_small_to_read_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit on one page"):
        draw(replace(SHORT, steps=("Một bước thật dài. " * 20,) * 8))
    with pytest.raises(ValueError, match="at least one poster"):
        as_pdf([])


def test_signs_the_type_does_not_have_are_left_out() -> None:
    assert draw(replace(SHORT, heading=f"📢 {SHORT.heading} ✅\ufe0f")).tobytes() == _drawn(SHORT).tobytes()
