"""`python -m tests.evaluation`: the assistant's score table on the labelled questions."""

import argparse
import gc

from knowledge.assistant import Assistant
from knowledge.reply import Reply
from tests.evaluation import questions
from tests.evaluation.noise import COLUMNS
from tests.evaluation.scoring import (
    NOW,
    answered,
    microseconds,
    score_calls,
    score_dialogues,
    score_on_topic,
    score_two_questions,
    score_waste,
)


def main() -> None:
    """Print the tables; `--misses` lists what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation")
    parser.add_argument("--half", choices=("test", "tuning", "all"), default="test")
    parser.add_argument("--columns", nargs="*", default=list(COLUMNS), help="noise columns to run")
    parser.add_argument("--misses", action="store_true", help="list every question that was not answered right")
    parser.add_argument("--peers", action="store_true", help="score simpler matchers as well (needs their libraries)")
    options = parser.parse_args()

    def chosen(key: str) -> bool:
        return options.half in ("all", "test" if questions.in_test_half(key) else "tuning")

    assistant = Assistant()
    gc.freeze()  # as the program does after loading

    def ask(text: str) -> Reply:
        return assistant.reply(text, NOW)

    on_topic = [question for question in questions.on_topic(assistant.library) if chosen(question.entries[0])]
    print(f"{len(on_topic)} on-topic questions, half: {options.half}")
    print(f"{'column':<20}{'right':>8}{'+asked':>8}{'asked-':>8}{'unknown':>9}{'wrong':>8}")
    for name in options.columns:
        score = score_on_topic(ask, on_topic, COLUMNS[name])
        print(
            f"{name:<20}{score.share('right'):8.1f}{score.share('right', 'asked'):8.1f}"
            f"{score.share('asked_wrongly'):8.1f}{score.share('unknown'):9.1f}{score.share('wrong'):8.1f}"
        )
        if options.misses:
            for result, typed, entry, reply in score.misses:
                got = reply.entry or ",".join(option.entry for option in reply.options)
                print(f"    {result:<14}{typed}  | {entry} -> {got} ({reply.score:.2f})")
    own_words = [question for question in on_topic if question.style.startswith("own-words")]
    score = score_on_topic(ask, own_words, COLUMNS["clean"])
    print(
        f"{score.total} of them in people's own words, clean: right {score.share('right'):.1f}, +asked "
        f"{score.share('right', 'asked'):.1f}, wrong {score.share('wrong'):.1f}"
    )
    stories = [story for story in questions.stories(assistant.library) if chosen(story.entries[0])]
    score = score_on_topic(ask, stories, COLUMNS["clean"])
    print(
        f"{score.total} questions at the end of a story: right {score.share('right'):.1f}, +asked "
        f"{score.share('right', 'asked'):.1f}, wrong {score.share('wrong'):.1f}"
    )
    both = score_two_questions(
        assistant, [message for message in questions.two_questions(assistant.library) if chosen(message[1][0])]
    )
    print(
        f"{both.total} messages with two questions: both answered or offered {both.share('both'):.1f}, "
        f"one {both.share('one'):.1f}"
    )
    follow_ups = score_dialogues(
        assistant, [turns for turns in questions.dialogues(assistant.library) if chosen(turns[0][1][0])]
    )
    print(
        f"{follow_ups.total} follow-ups in dialogues: right {follow_ups.share('right'):.1f}, +asked "
        f"{follow_ups.share('right', 'asked'):.1f}, wrong {follow_ups.share('wrong'):.1f}"
    )
    waste = score_waste(assistant, [(text, items) for text, items in questions.waste() if chosen(text)])
    print(
        f"{waste.total} questions where a thing goes: right {waste.share('right'):.1f}, +asked "
        f"{waste.share('right', 'asked'):.1f}, wrong {waste.share('wrong'):.1f}"
    )
    for name in ("off_topic", "look_alikes"):
        texts = [text for text in questions.texts(name) if chosen(text)]
        wrong = answered(ask, texts)
        print(f"{name}: {len(wrong)} of {len(texts)} answered ({100 * len(wrong) / max(1, len(texts)):.1f} %)")
        if options.misses:
            for text, reply in wrong:
                print(f"    {text} -> {reply.entry} ({reply.score:.2f})")
    about_us = {entry.id for entry in assistant.library.entries.values() if entry.topic == "tro-ly"}
    talk = [text for text in questions.texts("small_talk") if ask(text).entry not in about_us]
    print(
        f"small talk not recognised: {len(talk)} of {len(questions.texts('small_talk'))}",
        talk if options.misses else "",
    )
    expected = {
        "emergency-fire": "khan-cap-chay",
        "emergency-police": "khan-cap-cong-an",
        "emergency-medical": "khan-cap-cap-cuu",
        "emergency-child": "khan-cap-tre-em",
        "emergency-rescue": "khan-cap-cuu-nan",
        "denunciation": "to-giac",
    }
    missed, false = [], []
    for text, expect in questions.redirects():
        reply = ask(text)
        if expect == "none":
            if reply.kind == "redirect":
                false.append((text, reply.entry))
        elif reply.kind != "redirect":
            missed.append((text, expected[expect], reply.kind))
    print(f"redirects missed: {len(missed)}, given without need: {len(false)}")
    calls = score_calls(ask, questions.calls_for_help())
    print(
        f"calls for help in fresh words: a right number at once {calls['at once']}, named beside something else "
        f"{calls['named']}, missed {calls['missed']}; no calls: turned to a number {calls['alarmed']}, not "
        f"{calls['calm']}"
    )
    if options.misses:
        for miss in (*missed, *false):
            print("   ", miss)
    median, p99 = microseconds(ask, [question.text for question in on_topic])
    print(f"one reply: median {median:.0f} µs, p99 {p99:.0f} µs")
    if options.peers:
        from tests.evaluation.peers import compare  # its libraries are the benchmark's alone

        halves = [
            (
                [
                    question
                    for question in questions.on_topic(assistant.library)
                    if questions.in_test_half(question.entries[0]) is half
                ],
                {
                    name: [text for text in questions.texts(name) if questions.in_test_half(text) is half]
                    for name in ("off_topic", "look_alikes")
                },
            )
            for half in (False, True)
        ]
        compare(assistant.library, *halves)


if __name__ == "__main__":
    main()
