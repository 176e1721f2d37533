"""Time as it is passed in."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Tells the time now, aware, in the ward's zone."""
