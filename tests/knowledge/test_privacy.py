"""What leads to a person: numbers and addresses are blanked, other people's full names are noticed."""

import pytest

from knowledge.privacy import names_somebody, scrub


def test_numbers_and_addresses_that_lead_to_a_person_are_blanked() -> None:
    assert scrub("gọi 0912 345 678, số nhà 12/5, an@thu.vn, mức 1.366.200 đồng") == "gọi …, …, …, mức 1.366.200 đồng"


@pytest.mark.parametrize(
    "text",
    [
        "ông Nguyễn Văn A đổ rác ra đường",
        "ong nguyen van an o to 5 chua dong tien",
        "con tôi tên là Trần Minh Khôi học lớp 1 ở đâu",
        "Chị Phạm Hương ngõ 5 được bao nhiêu tiền",
        "mẹ Lê Thị B 80 tuổi có trợ cấp không",
        "NHA BA TRAN THI BINH CO DUOC HO NGHEO KHONG",
    ],
)
def test_somebody_called_by_the_full_name_is_noticed(text: str) -> None:
    assert names_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "tôi là Nguyễn Thị Lan, xin hỏi giờ làm việc",
        "toi la ba nguyen thi lan",
        "em tên là Lê Thị Hà muốn đăng ký tạm trú",
        "đường Lê Lợi, phố Nguyễn Đức Cảnh, trường Trần Phú",
        "học tập và làm theo Bác Hồ Chí Minh",
        "NỘP TIỀN BÀ LÝ DO GÌ",
        "có lễ thi tuyển không",
        "vợ tôi sinh con thì cần giấy gì",
        "bà",
        "",
    ],
)
def test_oneself_streets_and_ordinary_words_are_not(text: str) -> None:
    assert not names_somebody(text)
