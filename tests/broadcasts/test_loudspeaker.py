"""What is read aloud: every number, sign and abbreviation in words; and what a leader pastes elsewhere."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadcasts.loudspeaker import LONGEST_BODY, script
from broadcasts.reading import aloud
from broadcasts.relaying import LONGEST_RELAY, cut, plain, relay_text

NOTICE = """<b>Tổng vệ sinh môi trường lúc 7h00 thứ bảy 28/11/2026.</b>

Thực hiện Kế hoạch số 125/KH-UBND ngày 10/11/2026, UBND phường đề nghị:
• Mỗi hộ cử 01 người, mang theo chổi &amp; túi rác
• Phân loại rác: 100% hộ, theo <a href="https://van-ban.test/45">Nghị định 45/2022/NĐ-CP</a>
1. Tổ 4, 9, 21 tập trung tại NVH số 12/34
2. Xem thêm https://phuong.test/lich.

📞 Khẩn cấp: gọi 113."""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        # days
        ("ngày 20/12/2026", "ngày hai mươi tháng mười hai năm hai nghìn không trăm hai mươi sáu"),
        ("Ngày 5/4", "Ngày mùng năm tháng tư"),
        ("mùng 2/9", "mùng hai tháng chín"),
        ("thứ 7 (28/11)", "thứ bảy, ngày hai mươi tám tháng mười một"),
        ("25-11-2026", "ngày hai mươi lăm tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        ("20/12/26", "ngày hai mươi tháng mười hai năm hai nghìn không trăm hai mươi sáu"),
        ("15/11–15/12", "ngày mười lăm tháng mười một đến ngày mười lăm tháng mười hai"),
        ("ngày 5-7/12", "ngày mùng năm đến ngày mùng bảy tháng mười hai"),
        ("ngày 5 tháng 12", "ngày mùng năm tháng mười hai"),
        ("3 ngày 2 đêm", "ba ngày hai đêm"),
        ("Tháng 4/2026 và tháng 4", "Tháng tư năm hai nghìn không trăm hai mươi sáu và tháng tư"),
        ("tháng 13/2026", "tháng mười ba, hai nghìn không trăm hai mươi sáu"),
        ("20/12 8:00", "ngày hai mươi tháng mười hai, tám giờ"),
        ("sáng CN 29/11", "sáng chủ nhật ngày hai mươi chín tháng mười một"),
        # shares and houses are no days
        ("6/14 chỉ tiêu", "sáu trên mười bốn chỉ tiêu"),
        ("8/10 hộ", "tám trên mười hộ"),
        ("số 5/12 phố Mới", "số năm trên mười hai phố Mới"),
        ("31/12/45", "ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm bốn mươi lăm"),
        # hours
        ("19h30, 7g05, 8:00, 24h", "mười chín giờ ba mươi phút, bảy giờ năm phút, tám giờ, hai mươi tư giờ"),
        ("7h30 – 9h", "bảy giờ ba mươi phút đến chín giờ"),
        ("trực 24/24h", "trực suốt ngày đêm"),
        # amounts
        ("2.525 tỷ", "hai nghìn năm trăm hai mươi lăm tỷ"),
        ("96,5% và 96.5 %", "chín mươi sáu phẩy năm phần trăm và chín mươi sáu phẩy năm phần trăm"),
        ("50.000đ/hộ/tháng", "năm mươi nghìn đồng một hộ một tháng"),
        ("500.000 - 1.000.000 VNĐ", "năm trăm nghìn đến một triệu đồng"),
        ("2,000,000 đ; 50k; 1,5tr", "hai triệu đồng; năm mươi nghìn đồng; một phẩy năm triệu"),
        ("2.500đ/kWh", "hai nghìn năm trăm đồng một ki-lô-oát giờ"),
        ("30m², 5 km, 3 kg, 37°C", "ba mươi mét vuông, năm ki-lô-mét, ba ki-lô-gam, ba mươi bảy độ xê"),
        ("08 tổ", "tám tổ"),
        ("từ -5 độ", "từ âm năm độ"),
        ("Tổ 4 – 45 hộ", "Tổ bốn, bốn mươi lăm hộ"),
        ("tổ 4,9,21", "tổ bốn, chín, hai mươi mốt"),
        ("nhiệm kỳ 2026 - 2031", "nhiệm kỳ hai nghìn không trăm hai mươi sáu đến hai nghìn không trăm ba mươi mốt"),
        # numbers to call, and numbers that are names
        ("gọi 113, 114 hoặc 115", "gọi một một ba, một một bốn hoặc một một năm"),
        ("có 113 hộ", "có một trăm mười ba hộ"),
        ("ĐT: 0912345678", "điện thoại: không chín một hai, ba bốn năm, sáu bảy tám"),
        ("+84 912 345 678", "không chín một hai, ba bốn năm, sáu bảy tám"),
        ("0225.3846.113", "không hai hai năm, ba tám bốn sáu, một một ba"),
        ("tổng đài 1022", "tổng đài một không hai hai"),
        ("1900 1234", "một chín không không, một hai ba bốn"),
        ("007", "không không bảy"),
        ("H5N1, nhà 48A, COVID-19", "H năm N một, nhà bốn mươi tám A, COVID mười chín"),
        # orders and terms
        ("khóa XVI, lần thứ I", "khóa mười sáu, lần thứ nhất"),
        ("quý IV/2026", "quý bốn năm hai nghìn không trăm hai mươi sáu"),
        ("Thứ 2, thứ 4", "Thứ hai, thứ tư"),
        ("nhóm I và XVIII", "nhóm một và mười tám"),
        # documents
        ("46/2026/NĐ-CP", "nghị định số bốn mươi sáu năm hai nghìn không trăm hai mươi sáu của Chính phủ"),
        ("Quyết định số 12/QĐ-TTg của Thủ tướng", "Quyết định số mười hai của Thủ tướng"),
        (
            "Luật số 72/2020/QH14",
            "Luật số bảy mươi hai năm hai nghìn không trăm hai mươi của Quốc hội khóa mười bốn",
        ),
        ("Nghị quyết 03-NQ/TU", "Nghị quyết số ba, tê u"),
        ("Công văn 7/UBND-VX", "Công văn số bảy của Ủy ban nhân dân"),
        # abbreviations
        ("UBND, HĐND, TDP, BHYT", "Ủy ban nhân dân, Hội đồng nhân dân, tổ dân phố, bảo hiểm y tế"),
        ("CCCD, VNeID, PCCC, mã QR", "căn cước công dân, vê-nờ e i-đê, phòng cháy, chữa cháy, mã quy-rờ"),
        ("đ/c Nam, v/v họp, P. Mới, TP. Mới", "đồng chí Nam, về việc họp, phường Mới, thành phố Mới"),
        ("BKC và NASA", "bê ca xê và NASA"),
        # signs
        ("Nắng < 30 & > 20", "Nắng dưới ba mươi và trên hai mươi"),
        ("(nếu có) tổ trưởng/tổ phó", "nếu có, tổ trưởng, tổ phó"),
        ("xem t.me/abc, a@b.vn.", "xem địa chỉ ghi trong tin nhắn của phường, địa chỉ ghi trong tin nhắn của phường."),
        ("☀️ “Vì môi trường”", "“Vì môi trường”"),
    ],
)  # fmt: skip
def test_what_is_written_and_what_is_read(written: str, read: str) -> None:
    assert aloud(written) == read


def test_a_script_greets_repeats_its_key_line_and_names_its_code() -> None:
    day = "ngày hai mươi tám tháng mười một năm hai nghìn không trăm hai mươi sáu"
    key = f"Tổng vệ sinh môi trường lúc bảy giờ thứ bảy {day}."
    assert script("phường Mới", NOTICE, "KHBT7").splitlines() == [
        "Kính thưa bà con!",
        "Phường Mới xin thông báo.",
        key,
        "Thực hiện Kế hoạch số một trăm hai mươi lăm của Ủy ban nhân dân ngày mùng mười tháng mười một "
        "năm hai nghìn không trăm hai mươi sáu, Ủy ban nhân dân phường đề nghị:",
        "Mỗi hộ cử một người, mang theo chổi và túi rác.",
        "Phân loại rác: một trăm phần trăm hộ, theo Nghị định số bốn mươi lăm "
        "năm hai nghìn không trăm hai mươi hai của Chính phủ.",
        "Thứ nhất, Tổ bốn, chín, hai mươi mốt tập trung tại nhà văn hóa số mười hai trên ba mươi tư.",
        "Thứ hai, Xem thêm địa chỉ ghi trong tin nhắn của phường.",
        "Khẩn cấp: gọi một một ba.",
        f"Xin nhắc lại: {key}",
        "Mã của tin này là: ca, hát, bê, tê, bảy.",
        "Xin cảm ơn bà con đã lắng nghe.",
    ]  # fmt: skip


def test_a_long_notice_is_read_in_part_and_the_rest_is_named() -> None:
    lines = script("phường Mới", "Họp tổ tối nay.\n" + "Mời mỗi nhà một người đến dự. " * 100, "B2").splitlines()
    assert lines[2] == "Họp tổ tối nay."
    assert set(re.split(r"(?<=\.) ", lines[3])) == {"Mời mỗi nhà một người đến dự."}
    assert lines[4:6] == ["Xin nhắc lại: Họp tổ tối nay.", "Nội dung đầy đủ có trong tin nhắn của phường."]
    endless = script("phường Mới", "nước ngập " * 400, "B2").splitlines()
    assert endless[2].endswith(" nước…")
    assert LONGEST_BODY - 20 < len(endless[2]) <= LONGEST_BODY
    assert endless[3] == "Nội dung đầy đủ có trong tin nhắn của phường."


def test_a_notice_without_words_is_announced_without_them() -> None:
    expected = "Kính thưa bà con!\nPhường Mới xin thông báo.\nXin cảm ơn bà con đã lắng nghe."
    assert script("phường Mới", "📷 <b></b>\n***", "") == expected


TYPED = st.one_of(
    st.text(),
    st.text(alphabet="0123456789.,:/-–+()% đhgkmTDPNĐCQXIV<>&@#\n\tngàythsố²½", max_size=80),
)


@example("\u1fc6 lạ")
@settings(deadline=None)
@given(TYPED)
def test_whatever_is_written_only_words_and_pauses_are_read(text: str) -> None:
    read = script("phường Mới", text, "BC2")
    assert [sign for sign in read if not (sign.isalpha() or sign in " \n.,;:?!-–—…“”\"'")] == []
    assert re.search(r"https?:|www\.", read) is None
    assert len(read) < 4096
    assert [line for line in read.splitlines() if not line] == []


@settings(deadline=None)
@given(TYPED)
def test_whatever_is_written_can_be_pasted(text: str) -> None:
    relayed = relay_text("phường Mới", text, "BC2")
    assert len(relayed) <= LONGEST_RELAY
    assert relayed.startswith("📢 Phường Mới thông báo")
    assert relayed.endswith("\n\nMã tin: BC2")


def test_the_text_to_paste_keeps_lines_and_lists() -> None:
    assert (
        relay_text("phường Mới", NOTICE, "KHBT7")
        == """\
📢 Phường Mới thông báo

Tổng vệ sinh môi trường lúc 7h00 thứ bảy 28/11/2026.

Thực hiện Kế hoạch số 125/KH-UBND ngày 10/11/2026, UBND phường đề nghị:
• Mỗi hộ cử 01 người, mang theo chổi & túi rác
• Phân loại rác: 100% hộ, theo Nghị định 45/2022/NĐ-CP (https://van-ban.test/45)
1. Tổ 4, 9, 21 tập trung tại NVH số 12/34
2. Xem thêm https://phuong.test/lich.

📞 Khẩn cấp: gọi 113.

Mã tin: KHBT7"""
    )


def test_a_long_text_is_cut_where_a_sentence_ends() -> None:
    relayed = relay_text("phường Mới", "Câu này khá dài. " * 300, "BC2")
    assert LONGEST_RELAY - 60 < len(relayed) <= LONGEST_RELAY
    assert "dài.\n… (còn nữa, xin hỏi tổ trưởng để xem tin đầy đủ)\n\nMã tin: BC2" in relayed
    cuts = [cut("một hai ba. bốn năm", longest, "…") for longest in (19, 15, 9, 3)]
    assert cuts == ["một hai ba. bốn năm", "một hai ba.…", "một hai…", "mộ…"]
    assert all(len(one) >= len(other) for one, other in pairwise(cuts))


def test_html_becomes_plain_text() -> None:
    assert plain('<b>a &lt; b</b><br/>c<tg-spoiler>d</tg-spoiler>\n\n\n\ne  \n<a href="tg://user?id=1">Nam</a>') == (
        "a < b\ncd\n\ne\nNam"
    )
    assert plain('<a href="https://a.vn/?x=1&amp;y=2">https://a.vn/?x=1&amp;y=2</a>') == "https://a.vn/?x=1&y=2"
    assert plain('<a href="https://a.vn">ở đây</a>', addresses=False) == "ở đây"
