"""Simpler matchers over the same phrasings and questions, for comparison in the same run."""

import random
import sqlite3
import time
from collections.abc import Callable, Sequence
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
MOST_ANSWERED = 0.03
"""Each peer gets the threshold that answers this share of the tuning half's off-topic texts and look-alikes: about six
times what we allow ourselves there."""


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


def compare(
    library: Library, tuning: tuple[Sequence[OnTopic], Sequence[str]], test: tuple[Sequence[OnTopic], Sequence[str]]
) -> None:
    """Print a line a peer: `tuning` and `test` are each the on-topic questions and the texts not to be answered."""
    rng = random.Random(SEED)
    asked = rng.sample(list(test[0]), min(SAMPLE, len(test[0])))
    negatives = {
        name: rng.sample(list(texts), min(SAMPLE, len(texts)))
        for name, texts in (("tuning", tuning[1]), ("test", test[1]))
    }
    print(
        f"\n{'peer (answers or is silent)':<30}"
        + "".join(f"{name + ' right/wrong':>28}" for name in COMPARED_COLUMNS)
        + f"{'off-topic':>12}{'µs':>9}"
    )
    for peer in peers(library):
        scores = sorted((peer.best(text)[1] for text in negatives["tuning"]), reverse=True)
        threshold = scores[int(len(scores) * MOST_ANSWERED)]
        shares, started, count = [], time.perf_counter(), 0
        for name in COMPARED_COLUMNS:
            right = wrong = 0
            for question in asked:
                entry, score = peer.best(COLUMNS[name](question.text, random.Random(f"{SEED}{question.text}")))
                count += 1
                right += score > threshold and entry in question.entries
                wrong += score > threshold and entry not in question.entries
            shares.append(f"{100 * right / len(asked):.1f} / {100 * wrong / len(asked):.1f}")
        micros = 1e6 * (time.perf_counter() - started) / count
        off = sum(peer.best(text)[1] > threshold for text in negatives["test"])
        print(
            f"{peer.name:<30}"
            + "".join(f"{share:>28}" for share in shares)
            + f"{100 * off / len(negatives['test']):>11.1f}%{micros:>9.0f}"
        )
