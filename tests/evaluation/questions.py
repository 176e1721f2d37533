"""The labelled questions, and the half of them on which figures are reported."""

import zlib

from knowledge.labelled import OnTopic, dialogues, fresh_redirects, on_topic, redirects, texts, waste

__all__ = ["OnTopic", "dialogues", "fresh_redirects", "in_test_half", "on_topic", "redirects", "texts", "waste"]


def in_test_half(key: str) -> bool:
    """Whether an entry (or a negative question) belongs to the half on which figures are reported.

    The other half is for tuning. The split is by entry, so that no question of a tuned entry is reported.
    """
    return zlib.crc32(key.encode()) % 2 == 1
