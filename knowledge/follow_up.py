"""Messages that mean something only after the last one: a choice by number, "nguồn đâu?", "thế còn …?"."""

from knowledge.guards import PhraseBook, Spoken
from knowledge.loader import Library

_ORDINALS = {"nhat": 1, "mot": 1, "dau": 1, "hai": 2, "nhi": 2, "ba": 3}
_AROUND_A_CHOICE = {
    "cai", "so", "muc", "cau", "thu", "con", "the", "chon", "o", "a", "cho", "xem", "tien", "vay", "nhe",
}  # fmt: skip
"""Words that leave "còn cái thứ hai?" a choice and nothing else."""
_HOW = ("the", "nao")
_SHORT = 8
"""Words of the longest message that may lean on the one before without saying so ("bao giờ phải nộp?")."""
_ASIDE = 2
"""Words that may stand around "nguồn đâu" without making it a question of its own."""


def chosen_number(spoken: Spoken) -> int | None:
    """The number a person chooses by typing "2", "số 2" or "cái thứ hai", or None."""
    said = [word for word in spoken.folded if word not in _AROUND_A_CHOICE]
    if len(said) != 1 or len(spoken.folded) > 5:
        return None
    if said[0].isdecimal() and len(said[0]) <= 3:
        return int(said[0])
    # An ordinal needs its "cái thứ": a bare "ba" may be a father.
    return _ORDINALS.get(said[0]) if len(spoken.folded) > 1 else None


class FollowUps:
    """Recognises messages that go on from the last answer, by the language's word lists."""

    def __init__(self, library: Library) -> None:
        """Reads the lists once."""
        self._again = PhraseBook(library.language.again)
        self._onward = PhraseBook(library.language.follow_up)

    def asks_again(self, spoken: Spoken) -> bool:
        """Whether the message only asks for more of, or for the source of, what was just said."""
        longest = max((len(phrase.split()) for phrase in self._again.said_in(spoken)), default=0)
        return longest > 0 and len(spoken.words) <= longest + _ASIDE

    def goes_on(self, spoken: Spoken) -> bool:
        """Whether the message opens as one that goes on from the last ("thế còn …", but not "thế nào là …")."""
        if tuple(spoken.folded[:2]) == _HOW:
            return False
        opening = Spoken(" ".join(spoken.words[:2]))
        first = spoken.words[0]
        return any(phrase.split()[0] == first or len(phrase.split()) > 1 for phrase in self._onward.said_in(opening))

    def may_lean(self, spoken: Spoken) -> bool:
        """Whether the message is short enough to lean on the last one without saying so."""
        return len(spoken.words) <= _SHORT
