"""A notice that goes round is known by its code and compared word by word."""

import pytest

from broadcasts.authenticity import a_code, code_in, says_the_same
from broadcasts.relaying import LONGEST_RELAY, passed_on, relay_text

WARD = "phường Thử"
OWN = "<b>Kính gửi {ten}</b>,\nmời họp tổ {tdp} lúc 19:30 &amp; mang sổ."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("…\n\nMã tin: B7K2M", "B7K2M"),
        ("ma tin b7k2m", "B7K2M"),
        ("Mã tin:B7K2M.", "B7K2M"),
        ("mã thông báo # B7K2M nhé", "B7K2M"),
        ("Mã tin: B7K2MX", None),
        ("Mã tin: B7K2", None),
        ("Mã B7K2M", None),
        ("", None),
    ],
)
def test_a_code_is_found_where_notices_have_it(text: str, code: str | None) -> None:
    assert code_in(text) == code


@pytest.mark.parametrize(
    ("text", "code"), [("b7k2m", "B7K2M"), (" B7 K2M. ", "B7K2M"), ("B7K2", None), ("hello", None), ("A7K2M", None)]
)
def test_a_code_is_typed_in_any_way(text: str, code: str | None) -> None:
    assert a_code(text) == code


def test_words_are_compared_whoever_was_named_and_whatever_stands_around() -> None:
    frame = "📢 Phường Thử – 1/1/2026\n\n{}\n\nMã tin: B7K2M"
    genuine = "Kính gửi Nguyễn Thị Lan,\nmời họp tổ 5 lúc 19:30 & mang sổ."
    assert says_the_same(frame.format(genuine), WARD, OWN, "B7K2M")
    assert says_the_same(frame.format(genuine.replace("\n", "  ")), WARD, OWN, "B7K2M")
    assert not says_the_same(frame.format(genuine.replace("19:30", "18:30")), WARD, OWN, "B7K2M")
    assert not says_the_same(frame.format(genuine.replace("mang sổ", "mang tiền")), WARD, OWN, "B7K2M")


@pytest.mark.parametrize(
    "own",
    ['Xem <a href="https://a.vn/x?y=1&amp;z=2">cổng dịch vụ công</a>, rồi gọi tổ trưởng.', "Mời ông/bà đi họp. " * 200],
)
def test_what_leaders_pass_on_is_the_same_although_addresses_stand_in_it_or_it_is_cut(own: str) -> None:
    passed_on = relay_text(WARD, own, "B7K2M")
    assert says_the_same(passed_on, WARD, own, "B7K2M")
    assert not says_the_same(passed_on.replace("a.vn", "b.vn").replace("họp", "hộp"), WARD, own, "B7K2M")


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("Kính gửi {ten}, tổ {tdp}", "Kính gửi ông/bà, tổ 5"),
        ("Kính gửi ông/bà <b>{ten}</b>,", "Kính gửi <b>ông/bà</b>,"),
        ("Đồng chí {ten} đi họp", "Ông/bà đi họp"),
        ("Mời họp.\n{ten} nhớ mang sổ; nhờ bác {ten} báo lại", "Mời họp.\nÔng/bà nhớ mang sổ; nhờ ông/bà báo lại"),
        ("Bà con tổ {tdp}", "Bà con tổ 5"),
        ("Thu {ten} &amp; {tdp} {khac}", "Thu ông/bà &amp; 5 {khac}"),
    ],
)
def test_what_goes_round_calls_nobody_by_name_and_is_still_the_same(own: str, said: str) -> None:
    assert passed_on(own, "5") == said
    assert says_the_same(relay_text(WARD, own, "B7K2M", "5"), WARD, own, "B7K2M")
    assert not says_the_same(relay_text(WARD, own + " 500.000", "B7K2M", "5"), WARD, own + " 400.000", "B7K2M")


def test_a_tdp_nobody_knows_is_left_blank_and_a_long_text_is_cut_alike_for_all() -> None:
    own = "Mời tổ {tdp} và ông {ten} đi họp. " * 100
    assert passed_on("tổ {tdp}", None) == "tổ …"
    for tdp in ("5", "A & B" * 8, None):
        passed = relay_text(WARD, own, "B7K2M", tdp)
        assert (len(passed) <= LONGEST_RELAY, "{" in passed) == (True, False)
        assert says_the_same(passed, WARD, own, "B7K2M")
