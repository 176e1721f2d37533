"""What leaders type instead of pressing, and what is no answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.asks import LARGEST_FIGURE, Ask, AskKind, Given
from broadcasts.typed_answers import figure_in, understand
from tests.conftest import NOW

RECEIVED, DONE, COMES = Given(), Given(carried_out=True), Given(attends=True)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("đã nhận", RECEIVED),
        ("Đã nhận.", RECEIVED),
        ("ok nhận rồi", RECEIVED),
        ("da nhan tin", RECEIVED),
        ("Vâng tôi đã nhận được thông báo rồi ạ", RECEIVED),
        ("Tổ 5 đã nhận", RECEIVED),
        ("Dạ em rõ rồi ạ!", RECEIVED),
        ("đã triển khai", DONE),
        ("Tổ 12 đã triển khai xong đến các hộ dân", DONE),
        ("xong rồi ạ", DONE),
        ("da phat loa", DONE),
        ("tôi dự", COMES),
        ("Tôi sẽ đi họp", COMES),
        ("co mat a", COMES),
        ("vắng vì ốm", Given(attends=False, reason="vắng vì ốm")),
        ("Tôi bận việc nhà", Given(attends=False, reason="Tôi bận việc nhà")),
        ("xin nghỉ, đang ở quê", Given(attends=False, reason="xin nghỉ, đang ở quê")),
        ("không dự được", Given(attends=False, reason="không dự được")),
        ("45 hộ", Given(figure=45)),
        ("Tổ 5 có 45 hộ", Given(figure=45)),
        ("1.200 hộ phân loại rác rồi", Given(figure=1200)),
        ("được 0 hộ", Given(figure=0)),
    ],
)  # fmt: skip
def test_answers_are_understood_as_they_are_typed(text: str, answer: Given) -> None:
    assert understand(text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "45",
        "nhận bằng khen ở đâu",
        "đã nhận lương hưu chưa thấy",
        "đi đường nào",
        "tổ 5 họp ở đâu",
        "khi nào có bầu cử",
        "rác để đâu",
        "45 hộ 12 người",
        "9999999 hộ",
        "xin chào",
        "đi họp mang gì?",
        "nghỉ lễ mấy ngày",
        "không đi bầu cử có sao không",
        "vắng nhà thì đăng ký thế nào",
        "x" * 200,
    ],
)
def test_whatever_else_is_said_is_no_answer(text: str) -> None:
    assert understand(text) is None


def test_under_the_notice_itself_a_word_is_enough() -> None:
    assert [understand(text, under_notice=True) for text in ("ok", "Vâng ạ", "45", "rác để đâu")] == [
        RECEIVED, RECEIVED, Given(figure=45), None,
    ]  # fmt: skip


def test_an_answer_fits_what_is_asked() -> None:
    asks = {
        AskKind.RECEIVED: Ask(kind=AskKind.RECEIVED),
        AskKind.CARRIED_OUT: Ask(kind=AskKind.CARRIED_OUT),
        AskKind.ATTEND: Ask(kind=AskKind.ATTEND, meets_at=NOW),
        AskKind.FIGURE: Ask(kind=AskKind.FIGURE, unit="số hộ"),
        AskKind.CHOICE: Ask(kind=AskKind.CHOICE, choices=("Có", "Không")),
        AskKind.NOTHING: Ask(),
    }
    fitting = {
        answer: [kind.value for kind, ask in asks.items() if answer.fits(ask)]
        for answer in (RECEIVED, DONE, COMES, Given(figure=4))
    }
    assert fitting == {
        RECEIVED: ["received", "carried_out", "figure"],
        DONE: ["received", "carried_out"],
        COMES: ["attend"],
        Given(figure=4): ["figure"],
    }


@pytest.mark.parametrize(
    ("text", "figure"),
    [("45", 45), ("khoảng 1.200 hộ", 1200), ("45 trên 60", None), ("nhiều", None), ("9" * 9, None), ("  7 ", 7)],
)
def test_a_number_that_was_asked_for_is_taken_when_there_is_one(text: str, figure: int | None) -> None:
    assert figure_in(text) == figure


@given(st.text(), st.booleans())
def test_no_text_makes_it_stumble(text: str, under_notice: bool) -> None:
    typed = understand(text, under_notice=under_notice)
    assert typed is None or typed.figure is None or 0 <= typed.figure <= LARGEST_FIGURE
    figure = figure_in(text)
    assert figure is None or 0 <= figure <= LARGEST_FIGURE
