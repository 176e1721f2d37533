"""`python -m knowledge`: ask and check."""

import io
import json
from pathlib import Path

import pytest

from knowledge import check
from knowledge.__main__ import main
from knowledge.loader import SHIPPED_CONTENT, load
from tests.conftest import NOW


def test_ask_prints_exactly_what_a_person_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--now", "2026-11-22T09:00", "ask", "chỉ tiêu 17"]) == 0
    assert capsys.readouterr().out.startswith("100% dân số")


def test_ask_lines_answers_line_by_line_within_conversations(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ['{"q": "chỉ tiêu bảo hiểm", "chat": "a"}', "", '{"q": "1", "chat": "a"}', '{"q": "chỉ tiêu 14"}']
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    assert main(["ask", "--jsonl", "--now", "2026-11-22T09:00"]) == 0
    asked, chosen, answered = map(json.loads, capsys.readouterr().out.splitlines())
    assert list(asked) == ["q", "kind", "text", "options", "entry", "score", "source"]
    assert (asked["kind"], asked["entry"]) == ("clarify", None)
    assert chosen["kind"] == "answer"
    assert answered == {
        "q": "chỉ tiêu 14",
        "kind": "answer",
        "text": answered["text"],
        "options": ["Chỉ tiêu 15: bảo hiểm xã hội", "Chỉ tiêu 16: trạm y tế đạt chuẩn"],
        "entry": "chi-tieu-14",
        "score": 1.0,
        "source": answered["source"],
    }
    assert answered["text"].endswith(answered["source"])


def test_a_line_that_is_no_question_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"q": "chỉ tiêu 14"}\nxin chào\n'))
    assert main(["ask", "--jsonl"]) == 2
    assert capsys.readouterr().err == 'line 2: expected an object like {"q": "…"}\n'


def test_the_time_can_be_moved(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "chỉ tiêu 14", "--now", "2027-06-01T08:00"])
    assert [line for line in capsys.readouterr().out.splitlines() if "96,5%" in line] == [
        "Chỉ tiêu năm 2026 là 96,5% dân số tham gia bảo hiểm y tế; kết quả phường sẽ thông báo.",
    ]


def test_check_passes_and_lists_what_the_ward_must_fill_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    shown = capsys.readouterr().out
    assert "điều phường còn phải điền" in shown
    assert "gio-lam-viec – giờ làm việc" in shown


def test_check_fails_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sai.yaml").write_text("entries:\n- id: x\n", encoding="utf-8")
    assert main(["check", "--content", str(tmp_path)]) == 1
    assert "sai.yaml:2: “x”: thiếu mục “title”" in capsys.readouterr().err


def test_a_mistyped_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--content", str(tmp_path / "conten")]) == 1
    assert capsys.readouterr().err.startswith("Không có thư mục")


def test_check_tells_faults_across_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = 'entries:\n- {id: x, title: X, topic: chi-tieu, answer: "5 cái", ask: [a b c, b c d, c d e]}\n'
    (tmp_path / "sai.yaml").write_text(own, encoding="utf-8")
    assert main(["check", "--quiet", "--content", str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "sai.yaml:2: “x”: thiếu nguồn (mục “source”).",
        "sai.yaml:2: “x”: số “5” không có trong dòng nguồn nào (mục figures, at hoặc tên văn bản).",
        "2 lỗi trong nội dung.",
    ]


SMALL = """topics:
- {id: chung, title: "Chung"}
documents:
  luat: {title: "Luật"}
ward:
  gio: {label: "giờ làm việc", value: ""}
entries:
- id: gio
  title: "Giờ làm việc"
  topic: chung
  answer: "Giờ: {{ward gio}}."
  source: [{doc: luat}]
  ask: [mấy giờ mở cửa, giờ nào làm việc, lúc nào có người]
"""


def test_a_trial_tells_its_progress_what_it_found_and_shows_the_entry(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped, served, candidate = (tmp_path / name for name in ("shipped", "served", "candidate"))
    for folder in (shipped, served, candidate):
        folder.mkdir()
    (shipped / "a.yaml").write_text(SMALL, encoding="utf-8")
    (candidate / "b.yaml").write_text(
        "edits:\n- {id: gio, ask_also: [sáng thứ bảy đến nộp đơn được không]}\n", encoding="utf-8"
    )
    arguments = ["trial", "--content", str(candidate), "--served", str(served), "--shipped", str(shipped)]
    assert main([*arguments, "--changed", "gio", "--show", "gio"]) == 0
    *progress, found = map(json.loads, capsys.readouterr().out.splitlines())
    assert progress[-1][0] == progress[-1][1] == found["trial"]["asked"]
    assert found["preview"]["headline"] == "Giờ: phường sẽ thông báo."
    assert [one["text"] for one in found["trial"]["differences"]] == ["sáng thứ bảy đến nộp đơn được không"]

    (candidate / "b.yaml").write_text("edits:\n- {id: gio, answer: Mở 7 giờ.}\n", encoding="utf-8")
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "problems": ["b.yaml:2: “gio”: số “7” không có trong dòng nguồn nào (mục figures, at hoặc tên văn bản)."]
    }


def test_export_merges_what_officers_taught(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, merged = tmp_path / "own", tmp_path / "merged"
    own.mkdir()
    merged.mkdir()
    (own / "x.yaml").write_text(
        "ward:\n  gio-lam-viec: {value: 7 giờ đến 17 giờ, author: cán bộ số 3, written: 2026-11-22 09:00}\n"
        "edits:\n- {id: chi-tieu-14, ask_also: [bhyt bao phủ mấy phần], author: cán bộ số 3, written: 2026-11-22}\n",
        encoding="utf-8",
    )
    assert main(["export", "--content", str(own)]) == 0
    (merged / "m.yaml").write_text(capsys.readouterr().out, encoding="utf-8")
    library, shipped = load([SHIPPED_CONTENT, merged]), load([SHIPPED_CONTENT, own])
    assert library.ward["gio-lam-viec"].value == "7 giờ đến 17 giờ"
    unplaced = {"where": ""}
    assert library.entries["chi-tieu-14"].model_copy(update=unplaced) == shipped.entries["chi-tieu-14"].model_copy(
        update=unplaced
    )
    assert check.problems(library, NOW.date()) == []


def test_export_and_trial_need_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export"])
    assert "--content is needed" in capsys.readouterr().err
