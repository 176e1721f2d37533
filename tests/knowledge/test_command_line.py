"""`python -m knowledge`: ask and check."""

import io
import json
from pathlib import Path

import pytest

from knowledge.__main__ import main


def test_ask_prints_exactly_what_a_person_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--now", "2026-11-22T09:00", "ask", "chỉ tiêu 17"]) == 0
    assert capsys.readouterr().out.startswith("100% dân số")


def test_ask_lines_answers_line_by_line_within_conversations(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ['{"q": "chỉ tiêu về y tế", "chat": "a"}', "", '{"q": "1", "chat": "a"}', '{"q": "chỉ tiêu 14"}']
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
    main(["ask", "chỉ tiêu 14", "--now", "2026-06-01T08:00"])
    main(["ask", "chỉ tiêu 14", "--now", "2027-06-01T08:00"])
    assert [line for line in capsys.readouterr().out.splitlines() if "96,5%" in line] == [
        "96,5% dân số tham gia bảo hiểm y tế: đó là chỉ tiêu năm 2026 của phường.",
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
