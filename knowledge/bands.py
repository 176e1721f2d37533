"""Where answering ends and asking back begins."""

from typing import NamedTuple


class Bands(NamedTuple):
    """Where answering ends and asking back begins; learned on the tuning half of tests/evaluation."""

    answer: float = 0.30
    """From this confidence on, the best match is said straight away."""
    said: float = 0.40
    """… if it says the question's words to this share of their weight: what is left asks something else."""
    thing: float = 0.70
    """This sure of which thing is meant, it is said where it goes: that this is ours to say is not in question."""
    thing_named: float = 0.45
    """… if it is named and says the question's words to this share of their weight: what the table does not have is not
    guessed."""
    thing_offered: float = 0.33
    """… and to this share to be among the choices."""
    advice: float = 0.76
    """What answers where a thing goes without being about that thing must say this share of the question: of a thing
    nobody foresaw the rest of the question tells nothing."""
    help: float = 0.02
    """From this confidence on, an emergency number or lawful channel is said: one too many costs little."""
    help_near: float = 0.25
    """A reply names the numbers as well if a call for help scores at most this much below what it is about."""
    as_written: float = 0.95
    """From this likeness on, the question is one of the phrasings, and no two entries share a phrasing."""
    ask: float = 0.02
    """From this confidence on, the best matches are offered as choices …"""
    near: float = 0.25
    """… as far as they score at most this much below the best."""
    another_year: float = 0.10
    """An entry about a year that is neither this one nor asked about steps back by this score."""
    not_named: float = 0.10
    """A thing none of whose names is said steps back by this score."""
    whole: float = 0.90
    """An answer that says less than this share of a message may leave another question in it unanswered; what says
    more leaves none but one that plainly begins anew."""
    suggest: float = 0.30
    """From this score on, "I don't know" names the nearest entries."""
    leans: float = 12.0
    """A question that tells more than this (the sum of its words' rarities) stands by itself, unless it says that it
    goes on from the last."""
    own_words: float = 0.7
    """An elliptic question's own words must be said by the entry to this share of their weight …"""
    onward_lead: float = 0.10
    """… and the entry must lead the next by this score …"""
    onward_evidence: float = 0.0
    """… and rather be asked with these words than others are; or be meant by the words alone. Otherwise it is asked
    back."""
    smalltalk: float = 0.55
    """Small talk must be nearly said as written, so that it never swallows a question."""
