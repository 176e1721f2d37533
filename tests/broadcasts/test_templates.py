"""Ready notices: those we ship, what their check refuses, and what an officer is proposed."""

import functools
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from broadcasts import template_check
from broadcasts.__main__ import main
from broadcasts.asks import Ask, AskKind
from broadcasts.schedule import BeforeEvent, CalendarEvent, Once
from broadcasts.templates import (
    SHIPPED,
    Template,
    TemplateError,
    by_season,
    is_unfinished,
    proposed_plan,
    templates,
    unfilled,
)
from knowledge.loader import load
from tests.broadcasts.events import Event
from tests.conftest import HERE, NOW

SMALL = """- id: thu
  title: "Thử"
  text: "Họp lúc «giờ»."
  audience: {leaders: true}
  sources: [{doc: "Giấy mời"}]
"""


ELECTION = {"bau-cu": Event("Bầu cử đại biểu Quốc hội và HĐND các cấp", date(2027, 5, 23))}


def _folder(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@functools.cache
def _calendar() -> Mapping[str, CalendarEvent]:
    return {**load().events, **ELECTION}


def test_the_shipped_templates_are_valid() -> None:
    assert template_check.problems(templates().values(), NOW, HERE) == []
    assert len(templates()) >= 30


def test_their_topics_are_topics_people_subscribe_to() -> None:
    known = {topic.id for topic in load().topics.values() if topic.notices}
    chosen = {topic for template in templates().values() for topic in template.audience.topics}
    assert chosen <= known


def test_each_has_a_first_line_that_says_it_all_and_short_paragraphs() -> None:
    for template in templates().values():
        first, *rest = template.text.strip().split("\n\n")
        assert first.startswith("<b>"), template.id
        assert first.endswith("</b>"), template.id
        assert rest, template.id
        assert max(map(len, template.text.splitlines())) <= 170, template.id


def _season_begins(template: Template) -> int:
    """The first month of the template's, which may be before the turn of the year."""
    months = template.months or (1,)
    return next(month for month in months if (month + 10) % 12 + 1 not in months or len(months) == 12)


@pytest.mark.parametrize("template", templates().values(), ids=lambda template: str(template.id))
def test_each_proposes_a_time_ahead_in_the_months_it_is_for(template: Template) -> None:
    """As its season begins: the proposal is understood, with its hour said, and no later than its season."""
    now = datetime(2027, _season_begins(template), 1, 6, tzinfo=HERE)
    understood = proposed_plan(template, now, HERE, _calendar())
    assert understood is not None
    assert not understood.hour_assumed
    if isinstance(understood.plan, Once):
        at = understood.plan.at.astimezone(HERE)
        assert now <= at <= now + timedelta(days=75)
        assert not template.months or at.month in template.months


def test_where_the_ward_s_calendar_has_the_event_the_plan_moves_with_it() -> None:
    november = datetime(2026, 11, 2, 8, tzinfo=HERE)
    gender = proposed_plan(templates()["binh-dang-gioi"], november, HERE, _calendar())
    drugs = proposed_plan(templates()["ma-tuy-ky-xet"], november, HERE, _calendar())
    alone = proposed_plan(templates()["binh-dang-gioi"], november, HERE, {})
    assert gender is not None
    assert gender.plan == BeforeEvent("thang-binh-dang-gioi-2026", (3,), november.time())
    assert drugs is not None
    assert drugs.plan == BeforeEvent("ma-tuy-het-ky-tinh-2026", (14,), november.time())
    assert alone is not None
    assert alone.plan == Once(datetime(2026, 11, 12, 8, tzinfo=HERE))


def test_without_the_event_nothing_is_proposed_for_an_election() -> None:
    assert proposed_plan(templates()["bau-cu-nhac"], NOW, HERE, {}) is None


def test_a_month_has_its_own_templates_first_then_those_for_any_time() -> None:
    found = templates().values()
    july = by_season(found, 7)
    made, always, others = (
        [one for one in july if 7 in one.months],
        [one for one in july if not one.months],
        [one for one in july if one.months and 7 not in one.months],
    )
    assert july == [*made, *always, *others]
    assert [[one.title for one in part] for part in (made, always, others)] == [
        sorted(one.title for one in part) for part in (made, always, others)
    ]
    assert "ngay-27-7" in {one.id for one in made}
    assert "tet-phao-hoa" in {one.id for one in others}
    assert all(month in by_season(found, month)[0].months for month in range(1, 13))


def test_what_the_ward_has_to_fill_in_is_named() -> None:
    assert unfilled("Họp lúc «giờ», tại «địa điểm».") == ("giờ", "địa điểm")
    assert unfilled("Họp lúc 8 giờ.") == ()
    texts = ("Họp lúc «giờ».", "Họp lúc «giờ.", "Họp lúc 8 giờ.")
    assert [is_unfinished(text) for text in texts] == [True, True, False]


def test_a_proposed_ask_becomes_an_ask_once_a_meeting_has_its_time() -> None:
    meeting = templates()["giao-ban-to-truong"].ask
    assert meeting.ask(NOW) == Ask(kind=AskKind.ATTEND, meets_at=NOW)
    with pytest.raises(ValueError, match="a meeting has a time"):
        meeting.ask()
    count = templates()["rac-bao-so-ho"].ask
    assert count.ask() == Ask(kind=AskKind.FIGURE, unit="số hộ đã phân loại rác")


def test_a_ward_s_own_folder_adds_and_replaces(tmp_path: Path) -> None:
    shipped = _folder(tmp_path / "a", a=SMALL, b=SMALL.replace("id: thu", "id: khac"))
    own = _folder(tmp_path / "b", x=SMALL.replace("Thử", "Của phường"))
    found = templates([shipped, own, tmp_path / "missing"])
    assert {name: template.title for name, template in found.items()} == {"thu": "Của phường", "khac": "Thử"}
    assert found["thu"].where == "x.yaml:1"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SMALL + SMALL, "a.yaml:6: mã “thu” đã có ở a.yaml:1"),
        (SMALL.replace("title:", "titel:"), "a.yaml:1: “thu”: không có mục nào tên “titel”"),
        (SMALL.replace("  title: \"Thử\"\n", ""), "thiếu mục “title”"),
        (SMALL.replace("leaders: true", "leader: true"), "không có mục nào tên “audience.leader”"),
        (SMALL + "  months: [13]\n", "mục “months.0” chưa đúng"),
        (SMALL + "  ask: {kind: figure}\n", "a figure counts something"),
        (SMALL + "  title: Hai\n", "a.yaml:1: mục “title” ghi hai lần"),
        ("thu: 1\n", "a.yaml:1: tệp phải là một danh sách"),
        ("- thu\n", "a.yaml:1: chỗ này phải là một mẫu tin"),
        ("- id: [\n", "a.yaml:2: không đọc được YAML"),
        (SMALL.replace("«giờ»", "x" * 900), "mục “text” chưa đúng"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(TemplateError) as refused:
        templates([_folder(tmp_path, a=text)])
    assert told in str(refused.value)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("- id: đ".encode("cp1258"))
    with pytest.raises(TemplateError, match=r"a\.yaml: tệp không phải UTF-8"):
        templates([tmp_path])


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Họp", "<u>Họp</u>", "thẻ “<u>” không dùng được"),
        ("Họp", "<b>Họp", "thẻ “<b>” không dùng được"),
        ("Họp", "<b><i>Họp</b></i>", "thẻ “</b>” không dùng được"),
        ("Họp", "A & B", "thẻ “&” không dùng được"),
        ("Họp", "{name}", "không có biến “{name}”"),
        ("leaders: true", "leaders: true, topics: [x]}\n  ask: {kind: received", "chỉ hỏi tổ trưởng"),
        ("«giờ»", "«»", "chỗ điền “«»” chưa đúng"),
        ("«giờ»", "«giờ", "chỗ điền “«” chưa đúng"),
        ("«giờ»", "8 giờ", "số “8” không có trong nguồn nào"),
        ("leaders: true", "leaders: false", "chưa có nơi nhận"),
    ],
)
def test_the_check_tells_what_is_wrong_with_a_text(tmp_path: Path, one: str, other: str, told: str) -> None:
    assert one in SMALL
    folder = _folder(tmp_path, a=SMALL.replace(one, other))
    first, *_ = template_check.problems(templates([folder]).values(), NOW, HERE)
    assert first.startswith(f"a.yaml:1: “thu”: {told}")


def test_a_variable_needs_readers_who_all_have_it(tmp_path: Path) -> None:
    text = SMALL.replace("Họp", "{ten} họp")
    assert template_check.problems(templates([_folder(tmp_path, a=text)]).values(), NOW, HERE) == []
    shared = text.replace("leaders: true", "leaders: true, groups: true")
    (problem,) = template_check.problems(templates([_folder(tmp_path, a=shared)]).values(), NOW, HERE)
    assert problem.startswith("a.yaml:1: “thu”: biến “{ten}” chỉ dùng được khi")


@pytest.mark.parametrize("said", ["7h", "cuối tuần", "không gửi", "31/2"])
def test_words_for_a_time_that_nobody_can_know_are_told(tmp_path: Path, said: str) -> None:
    folder = _folder(tmp_path, a=f'{SMALL}  plan: ["{said}"]\n')
    (problem,) = template_check.problems(templates([folder]).values(), NOW, HERE)
    assert problem.startswith(f"a.yaml:1: “thu”: không hiểu thời gian “{said}”")


def test_the_command_line_checks_the_shipped_templates_and_the_ward_s_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == f"Mẫu tin hợp lệ: {len(templates())} mẫu.\n"
    assert main(["check", "--templates", str(_folder(tmp_path, a=SMALL.replace("«giờ»", "8 giờ")))]) == 1
    assert "a.yaml:1: “thu”: số “8”" in capsys.readouterr().out
    assert main(["check", "--templates", str(_folder(tmp_path, a="x"))]) == 1
    assert "a.yaml:1" in capsys.readouterr().err
    assert main(["check", "--templates", str(tmp_path / "missing")]) == 1
    assert "Không có thư mục" in capsys.readouterr().err


def test_no_template_names_a_ward() -> None:
    for path in SHIPPED.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").lower()
        assert "gia viên" not in text
        assert "hải phòng" not in text
