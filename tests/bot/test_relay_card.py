"""The picture of a notice that leaders pass on: everything readable, lists as lists, the rest named where it is cut."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from bot.relay_card import LONGEST, relay_card
from tests.bot.prints import Print, legible

DAY = date(2026, 11, 28)
CUT = "… xem tin đầy đủ trên trợ lý của phường"
SENTENCE = "Đề nghị bà con nghiêng mình khuyếch trương việc giữ gìn vệ sinh. "


def test_a_short_notice_is_large_and_whole(printed: list[Print]) -> None:
    card = relay_card("phường Mới", "<b>Mai mất điện 8h.</b>\n📞 Xin gọi <i>113</i>.", "KHBT7", DAY)
    image = Image.open(BytesIO(card))
    assert legible(printed, image.size)
    assert [text for text, _ in printed] == [
        *["Phường Mới thông báo", "Thứ bảy 28/11/2026"],
        *["Mai mất điện 8h.", "Xin gọi 113.", "Mã tin: KHBT7"],
    ]
    top, bottom = printed[2][1][1], printed[2][1][3]
    assert bottom - top > 18 * 3  # of type of 24 points, three pixels each


def test_lists_hang_behind_their_bullets_and_numbers(printed: list[Print]) -> None:
    relay_card("phường Mới", "- " + "chổi và túi rác " * 5 + "\n2. Nước", "BC2", DAY)
    lines = printed[2:-1]
    words = "chổi và túi rác"
    assert [text for text, _ in lines] == ["•", f"{words} {words}", f"{words} {words}", words, "2.", "Nước"]
    bullet, *item, number, water = [box[0] for _, box in lines]
    assert len(set(item)) == 1
    assert item[0] > bullet
    assert water > number


@pytest.mark.parametrize(
    "text",
    [SENTENCE * 13, SENTENCE * 40, "\n".join(f"- Tổ {tdp}: {tdp * 7} hộ" for tdp in range(1, 90)), "Ặ" * 2000],
    ids=["whole", "long", "list", "unbroken"],
)
def test_whatever_is_written_the_card_stays_readable(text: str, printed: list[Print]) -> None:
    content = relay_card("phường Nguyễn Bỉnh Khiêm " * 3, text, "KHBT7", DAY)
    image = Image.open(BytesIO(content))
    assert legible(printed, image.size)
    assert image.height <= 2.2 * image.width
    assert len(content) < 200_000
    assert min(box[3] - box[1] for text, box in printed if len(text) > 3) >= 25  # no type below 12 points
    written = " ".join(text for text, _ in printed)
    assert (CUT in written) == (len(text) > LONGEST)
    assert printed[-1][0] == "Mã tin: KHBT7"


def test_an_empty_notice_still_says_whose_it_is(printed: list[Print]) -> None:
    relay_card("phường Mới", "", "BC2", DAY)
    assert [text for text, _ in printed] == ["Phường Mới thông báo", "Thứ bảy 28/11/2026", "Mã tin: BC2"]
