"""What the ward's posters say. Import this inside the function that needs it: drawing costs memory."""

from collections.abc import Sequence

from bot import poster_texts as texts
from bot.poster import Poster
from broadcasts.people import Tdp
from knowledge.loader import Library


def pages(kind: str, library: Library, tdps: Sequence[Tdp], username: str) -> list[Poster]:
    """The posters of a kind: `ward` (one), `tdps` or `topics` (one each); each leads to the assistant by its link."""
    if kind == "tdps":
        return [_poster(library, texts.poster_tdp_sentence(tdp.name), username, f"d_{tdp.id}") for tdp in tdps]
    if kind == "topics":
        topics = [topic for topic in library.topics.values() if topic.notices]
        return [
            _poster(library, texts.poster_topic_sentence(topic.title), username, f"t_{topic.id}") for topic in topics
        ]
    return [_poster(library, texts.POSTER_SENTENCE, username, "")]


def _poster(library: Library, sentence: str, username: str, payload: str) -> Poster:
    ward = library.ward_value("ten")
    link = f"https://t.me/{username}" + (f"?start={payload}" if payload else "")
    return Poster(
        texts.poster_ward(ward), texts.POSTER_HEADING, sentence, texts.POSTER_STEPS, link, texts.POSTER_FOOTER
    )
