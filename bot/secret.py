"""A secret that is compared in constant time, however the library that holds it compares."""

import hmac


class Secret(str):
    """A string whose comparisons take as long for a nearly right guess as for a wrong one.

    python-telegram-bot compares the webhook's secret with `!=`, which stops at the first wrong letter; Python asks the
    subclass first, whichever side it stands on.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and hmac.compare_digest(self.encode(), other.encode(errors="surrogatepass"))

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__
