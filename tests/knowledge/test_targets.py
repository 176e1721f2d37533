"""A target is asked for by its number, in figures or as people say it, and by nothing else."""

from datetime import date

import pytest

from knowledge.guards import Spoken
from knowledge.targets import target_number

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("chỉ tiêu 14", 14),
        ("ct số 6 là gì", 6),
        ("cho tôi hỏi chỉ tiêu thứ 9 năm 2026", 9),
        ("chỉ tiêu số cái 7", 7),
        ("2026 chỉ tiêu 3", 3),
        ("chỉ tiêu 14 và 15", None),
        ("chỉ tiêu 14 bảo hiểm", None),
        ("14", None),
        ("mục 14", None),
        ("14 chỉ tiêu", None),
        ("chỉ tiêu 2026", None),
        ("tiêu chí 14", None),
        ("chỉ tiêu số mười bốn", 14),
        ("chi tieu so hai muoi ba", 23),
        ("ct thứ hai mươi", 20),
        ("chỉ tiêu số mười lăm là gì", 15),
        ("chỉ tiêu số mười", 10),
        ("chỉ tiêu hai mươi là gì", 20),
        ("chỉ tiêu mười lăm", 15),
        ("chỉ tiêu số 16 về việc gì", 16),
        ("mười bốn chỉ tiêu", None),
        ("chỉ tiêu thứ năm", 5),
        ("chỉ tiêu số hai", 2),
        ("việc chỉ tiêu số tám", 8),
        ("chỉ tiêu năm", None),
        ("chỉ tiêu số không", None),
        ("chỉ tiêu số mười năm nay", 10),
        ("chỉ tiêu số hai bảo hiểm", None),
        ("chỉ tiêu số", None),
        ("số mười bốn", None),
        ("bao nhiêu chỉ tiêu", None),
        ("cho hỏi số hai", None),
        ("chỉ tiêu số hai bhyt", None),
        ("chỉ tiêu số hai mươi ba là gì", 23),
    ],
)
def test_a_target_is_asked_for_by_its_number_alone(text: str, number: int | None) -> None:
    assert target_number(Spoken(text), TODAY) == number
