"""Before a change is published it is tried: what it would answer differently, and what it would spoil, is known."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import own_content, trial
from knowledge.assistant import Assistant
from knowledge.labelled import on_topic
from knowledge.loader import Library
from knowledge.teaching import Draft, sections
from knowledge.trial import Case, Difference, Told, Trial, compare, is_right
from tests.conftest import NOW

CONTENT = """topics:
- {id: y-te, title: "Y tế"}
documents:
  luat: {title: "Luật"}
entries:
- id: noi-mua
  title: "Bảo hiểm y tế: nơi mua"
  topic: y-te
  answer: "Mua ở bưu điện."
  source: [{doc: luat}]
  ask: [mua bảo hiểm y tế ở đâu, nơi bán thẻ bảo hiểm y tế, chỗ đóng tiền bảo hiểm y tế]
- id: muc-dong
  title: "Bảo hiểm y tế: mức đóng"
  topic: y-te
  answer: "Đóng theo hộ."
  source: [{doc: luat}]
  ask: [mức đóng bảo hiểm y tế, bảo hiểm y tế bao nhiêu tiền, giá thẻ bảo hiểm y tế]
- id: cho-hoa
  title: "Chợ hoa xuân"
  topic: y-te
  answer: "Chợ hoa ở sân nhà văn hóa."
  source: [{doc: luat}]
  ask: [chợ hoa xuân ở đâu, bao giờ mở chợ hoa, mua hoa tết chỗ nào]
"""
CASES = [
    Case("mua thẻ bảo hiểm y tế ở đâu", frozenset({"noi-mua"})),
    Case("mức đóng thẻ bảo hiểm y tế", frozenset({"muc-dong"})),
    Case("tối nay phim gì hay"),
]


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "a.yaml").write_text(CONTENT, encoding="utf-8")
    return folder


def _changed(shipped: Path, folder: Path, draft: Draft) -> Assistant:
    folder.mkdir()
    library = Assistant(shipped=shipped).library
    found = sections(draft, library, None, "cán bộ số 1", NOW)
    own_content.write(folder, draft.target, own_content.as_yaml(found))
    return Assistant(folder, shipped=shipped)


def test_one_more_way_of_asking_is_answered_and_nothing_else_changes(shipped: Path, tmp_path: Path) -> None:
    draft = Draft(kind="edit", target="noi-mua", ask_also=("sắm thẻ khám bệnh cho mẹ già",))
    before, after = Assistant(shipped=shipped), _changed(shipped, tmp_path / "own", draft)
    told = Told("answer", ("Bảo hiểm y tế: nơi mua",))
    found = compare(before, after, {"noi-mua"}, NOW, cases=CASES)
    assert found.differences == (
        Difference("sắm thẻ khám bệnh cho mẹ già", before=before_told(before), after=told, spoiled=False),
    )
    assert (found.spoiled, found.still_missed) == ([], ())
    assert Trial.from_json(found.as_json()) == found


def before_told(before: Assistant) -> Told:
    reply = before.reply("sắm thẻ khám bệnh cho mẹ già", NOW)
    return Told(reply.kind, tuple(option.label for option in reply.options))


def test_a_phrasing_that_takes_anothers_question_is_found_out(shipped: Path, tmp_path: Path) -> None:
    taken = ("mức đóng thẻ bảo hiểm y tế", "tối nay phim gì hay")
    before, after = (
        Assistant(shipped=shipped),
        _changed(shipped, tmp_path / "own", Draft(kind="edit", target="cho-hoa", ask_also=taken)),
    )
    found = compare(before, after, {"cho-hoa"}, NOW, cases=CASES)
    assert [one.text for one in found.spoiled] == ["mức đóng thẻ bảo hiểm y tế", "tối nay phim gì hay"]
    assert found.still_missed == ()


def test_what_was_asked_back_and_would_be_answered_wrongly_counts_as_spoiled(shipped: Path, tmp_path: Path) -> None:
    before = Assistant(shipped=shipped)
    text = "thẻ bảo hiểm y tế"
    assert before.reply(text, NOW).kind != "answer"
    after = _changed(shipped, tmp_path / "own", Draft(kind="edit", target="muc-dong", ask_also=(text,)))
    (spoiled,) = compare(before, after, {"muc-dong"}, NOW, cases=[Case(text, frozenset({"noi-mua"}))]).spoiled
    assert (spoiled.text, spoiled.after) == (text, Told("answer", ("Bảo hiểm y tế: mức đóng",)))


def test_a_new_way_of_asking_that_still_does_not_bring_its_entry_is_told(shipped: Path, tmp_path: Path) -> None:
    draft = Draft(kind="edit", target="cho-hoa", ask_also=("2",))
    after = _changed(shipped, tmp_path / "own", draft)
    found = compare(Assistant(shipped=shipped), after, {"cho-hoa"}, NOW, cases=[])
    assert found.still_missed == ("2",)


def test_progress_ends_with_everything_asked(shipped: Path) -> None:
    assistant, reports = Assistant(shipped=shipped), []
    found = compare(
        assistant, assistant, {"noi-mua"}, NOW, cases=CASES, progress=lambda done, of: reports.append((done, of))
    )
    assert reports == [(0, found.asked), (found.asked, found.asked)]
    assert found.asked + found.untouched == len(CASES) + 9
    assert found.differences == ()


def test_every_kind_of_labelled_question_is_held(library: Library, assistant: Assistant) -> None:
    cases = list(trial.labelled_cases(library))
    assert len(cases) > 3500
    assert {(bool(case.right), case.calls, case.after is None) for case in cases} == {
        (True, False, True), (True, False, False), (False, False, True), (False, True, True),
    }  # fmt: skip
    helped = next(case for case in cases if case.calls)
    assert is_right(assistant.reply(helped.text, NOW), helped)
    assert not is_right(assistant.reply(helped.text, NOW), replace(helped, calls=False, right=frozenset({"x"})))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["phrasing", "answer", "new"])
def test_what_is_not_asked_would_not_have_changed(assistant: Assistant, tmp_path: Path, kind: str) -> None:
    """The proof of what `knowledge/trial.py` says of texts it leaves out: all are asked, and nothing spoiled is found
    beyond; another choice among what is asked back, in one text of ten thousand at most.
    """
    chance, library = random.Random(f"{kind} 2026"), assistant.library
    question = chance.choice(on_topic())
    target = library.entries[question.entries[0]]
    other = chance.choice([entry for entry in library.entries.values() if entry.kind == "answer"])
    draft = {
        "phrasing": Draft(kind="edit", target=target.id, ask_also=(question.text, "phường mình hỏi việc này ở đâu")),
        "answer": Draft(kind="edit", target=target.id, answer=other.answer, source="Thông báo của UBND phường"),
        "new": Draft(
            kind="new", target="moi", title="Việc mới của phường", topic=target.topic, answer=other.answer,
            source="Thông báo của UBND phường", ask_also=(question.text, "việc mới của phường", other.ask[0] + " mới"),
        ),
    }[kind]  # fmt: skip
    own_content.write(tmp_path, draft.target, own_content.as_yaml(sections(draft, library, None, "cán bộ số 1", NOW)))
    after = Assistant(tmp_path)
    pruned = compare(assistant, after, {draft.target}, NOW)
    full = compare(assistant, after, {draft.target}, NOW, everything=True)
    assert pruned.asked < full.asked / 4
    unseen = set(full.differences) - set(pruned.differences)
    assert set(pruned.differences) <= set(full.differences)
    assert [one for one in unseen if one.spoiled or {one.before.kind, one.after.kind} != {"clarify"}] == []
    assert len(unseen) <= full.asked / 10_000
    assert pruned.still_missed == full.still_missed
