"""Simpler matchers over the same phrasings and questions, for comparison in the same run."""

import random
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.loader import Library
from knowledge.vietnamese import fold, words
from tests.evaluation.noise import COLUMNS
from tests.evaluation.questions import OnTopic
from tests.evaluation.scoring import SEED

Best = Callable[[str], tuple[str, float]]
"""The entry of the most similar phrasing, and how similar it is."""

COMPARED_COLUMNS = ("clean", "no accents", "typing slips")
SAMPLE = 120
"""Questions a column and half: some peers need tens of milliseconds for each."""
GRID = 200
"""Thresholds tried for each peer."""


@dataclass(frozen=True)
class Peer:
    """A matcher by name."""

    name: str
    best: Best


def _plain(text: str) -> str:
    return fold(" ".join(words(text)))


def peers(library: Library) -> list[Peer]:
    """All peers, over phrasings and questions without accents: half of people type so."""
    pairs = [(_plain(text), entry.id) for entry in library.entries.values() for text in (*entry.ask, entry.title)]
    texts, ids = [text for text, _ in pairs], [entry for _, entry in pairs]
    return [
        *(
            Peer(scorer.__name__, _fuzzy(scorer, texts, ids))
            for scorer in (fuzz.WRatio, fuzz.token_set_ratio, fuzz.ratio)
        ),
        Peer("BM25 (bm25s)", _bm25(texts, ids)),
        Peer("SQLite FTS5 trigram", _fts5(texts, ids)),
        Peer("char n-gram TF-IDF", _tfidf(texts, ids)),
    ]


def _fuzzy(scorer: Callable[..., float], texts: list[str], ids: list[str]) -> Best:
    def best(question: str) -> tuple[str, float]:
        found = process.extractOne(_plain(question), texts, scorer=scorer)
        return (ids[found[2]], float(found[1])) if found else ("", 0.0)

    return best


def _bm25(texts: list[str], ids: list[str]) -> Best:
    index = bm25s.BM25()
    index.index([text.split() for text in texts], show_progress=False)

    def best(question: str) -> tuple[str, float]:
        tokens = [_plain(question).split()]
        rows, scores = index.retrieve(tokens, k=1, show_progress=False)
        # A long question collects more than a short one: compare by the word.
        return ids[int(rows[0, 0])], float(scores[0, 0]) / max(1, len(tokens[0]))

    return best


def _fts5(texts: list[str], ids: list[str]) -> Best:
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table phrasings using fts5(text, tokenize='trigram')")
    db.executemany("insert into phrasings(rowid, text) values (?, ?)", enumerate(texts))

    def best(question: str) -> tuple[str, float]:
        plain = _plain(question)
        grams = {plain[start : start + 3] for start in range(len(plain) - 2)}
        query = " OR ".join('"' + gram.replace('"', "") + '"' for gram in grams)
        sql = "select rowid, bm25(phrasings) from phrasings where phrasings match ? order by rank limit 1"
        row = db.execute(sql, [query]).fetchone() if query else None
        return (ids[row[0]], -row[1] / len(grams)) if row else ("", 0.0)

    return best


def _tfidf(texts: list[str], ids: list[str]) -> Best:
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), dtype=np.float32)
    matrix = vectorizer.fit_transform(texts)

    def best(question: str) -> tuple[str, float]:
        scores = (matrix @ vectorizer.transform([_plain(question)]).T).toarray().ravel()
        row = int(scores.argmax())
        return ids[row], float(scores[row])

    return best


@dataclass(frozen=True)
class Told:
    """What a peer takes a text for, and whether that is right; nothing is right for a text without an answer."""

    score: float
    right: bool


def _asked(peer: Peer, questions: Sequence[OnTopic], column: str) -> list[Told]:
    told = []
    for question in questions:
        entry, score = peer.best(COLUMNS[column](question.text, random.Random(f"{SEED}{question.text}")))
        told.append(Told(score, entry in question.entries))
    return told


def _shares(told: Sequence[Told], threshold: float) -> tuple[float, float]:
    """Per cent answered right and wrong above the threshold."""
    answered = [one.right for one in told if one.score > threshold]
    return 100 * sum(answered) / len(told), 100 * (len(answered) - sum(answered)) / len(told)


def best_threshold(on_topic: Sequence[Told], others: Sequence[Told]) -> float:
    """The threshold that does a peer most credit: a wrong answer, and an answer to what has none, cost no more than a
    right one is worth. We ask for far more of ourselves.
    """
    scores = [told.score for told in (*on_topic, *others)]

    def worth(threshold: float) -> float:
        right, wrong = _shares(on_topic, threshold)
        return right - wrong - _shares(others, threshold)[1]

    thresholds: list[float] = np.linspace(min(scores), max(scores), GRID).tolist()
    return max(thresholds, key=worth)


def compare(
    library: Library,
    tuning: tuple[Sequence[OnTopic], Mapping[str, Sequence[str]]],
    test: tuple[Sequence[OnTopic], Mapping[str, Sequence[str]]],
) -> None:
    """Print a line a peer: `tuning` and `test` are each the on-topic questions and, by name, the texts not to be
    answered.
    """
    rng = random.Random(SEED)
    learned, asked = (rng.sample(list(half[0]), min(SAMPLE, len(half[0]))) for half in (tuning, test))
    others = {name: rng.sample(list(texts), min(SAMPLE, len(texts))) for name, texts in test[1].items()}
    learned_others = rng.sample([text for texts in tuning[1].values() for text in texts], SAMPLE)
    heads = "".join(f"{name + ' right/wrong':>28}" for name in COMPARED_COLUMNS)
    print(f"\n{'peer (answers or is silent)':<30}{heads}" + "".join(f"{name:>14}" for name in others) + f"{'µs':>9}")
    for peer in peers(library):
        threshold = best_threshold(
            _asked(peer, learned, COMPARED_COLUMNS[0]), [Told(peer.best(text)[1], False) for text in learned_others]
        )
        started = time.perf_counter()
        told = [_asked(peer, asked, name) for name in COMPARED_COLUMNS]
        micros = 1e6 * (time.perf_counter() - started) / (len(asked) * len(COMPARED_COLUMNS))
        shares = "".join("{:>20.1f} / {:>5.1f}".format(*_shares(column, threshold)) for column in told)
        answered = "".join(
            f"{_shares([Told(peer.best(text)[1], False) for text in texts], threshold)[1]:>13.1f}%"
            for texts in others.values()
        )
        print(f"{peer.name:<30}{shares}{answered}{micros:>9.0f}", flush=True)
