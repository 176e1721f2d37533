"""The word lists of a language."""

from pydantic import BaseModel, ConfigDict


class Language(BaseModel):
    """Word lists of the language as people type it (section `language`): see content/common/language.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    abbreviations: dict[str, str] = {}
    synonyms: tuple[tuple[str, ...], ...] = ()
    filler: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    """The ward's own names: whatever of `elsewhere` holds one of them is not elsewhere."""
    at: tuple[str, ...] = ()
    """What stands before one of them where it only says that here is meant."""
    disposal: tuple[str, ...] = ()
    not_disposal: tuple[str, ...] = ()
    """Phrases with a word of `disposal` that ask nothing of the kind."""
    putting: tuple[str, ...] = ()
    """Phrases of `disposal` that ask nothing of the kind before one of `into` …"""
    into: tuple[str, ...] = ()
    takes_waste: tuple[str, ...] = ()
    """… unless one of these words comes next."""
    holding: tuple[str, ...] = ()
    """Words before a name that make it tell where another thing is, or what that is made of."""
    counters: tuple[str, ...] = ()
    """Words before a name that make no other thing of it."""
    states: tuple[str, ...] = ()
    """What became of a thing, which a name may say at its end and a question need not."""
    beginning: tuple[str, ...] = ()
    """What begins another question in the same message …"""
    joining: tuple[str, ...] = ()
    """… and what joins two, or only words."""
    asking: tuple[str, ...] = ()
    """What makes a clause a question …"""
    asking_last: tuple[str, ...] = ()
    """… and what does at its end."""
    negating: tuple[str, ...] = ()
    """Before words of `asking`, they make "who" nobody …"""
    doubting: tuple[str, ...] = ()
    """… unless one of these stands between: "không biết ai"."""
    embracing: tuple[str, ...] = ()
    """After words of `asking`, they make "who" everybody: "ai cũng"."""
    follow_up: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    danger: tuple[str, ...] = ()
