"""Which presses were answered: Telegram takes one answer of each."""

from collections import OrderedDict

_MOST = 1_000
"""Far more than are being worked on at a time."""


class Answered:
    """The last presses that were answered, by the ids Telegram gives them."""

    def __init__(self) -> None:
        """None was answered yet."""
        self._ids: OrderedDict[str, None] = OrderedDict()

    def first(self, press_id: str) -> bool:
        """Whether nobody answered this press before; from now on it counts as answered."""
        if press_id in self._ids:
            return False
        self._ids[press_id] = None
        if len(self._ids) > _MOST:
            self._ids.popitem(last=False)
        return True
