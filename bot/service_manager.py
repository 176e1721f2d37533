"""Telling systemd how we are, by its own small protocol: one datagram a message (sd_notify(3)).

Without systemd nothing is told and nothing fails.
"""

import os
import socket
from collections.abc import Mapping

import structlog

log = structlog.get_logger(__name__)

READY = "READY=1"
STOPPING = "STOPPING=1"
ALIVE = "WATCHDOG=1"


def tell(state: str, environment: Mapping[str, str] = os.environ) -> None:
    """Send one message, if a service manager listens."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address:
        return
    # A leading @ stands for the zero byte of an abstract address.
    target = "\0" + address[1:] if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifier:
            notifier.sendto(state.encode(), target)
    except OSError as error:
        log.warning("service manager not told", state=state, reason=str(error))


def watchdog_seconds(environment: Mapping[str, str] = os.environ) -> float | None:
    """How long the service manager waits for a sign of life before it restarts us; None if it does not."""
    wanted = environment.get("WATCHDOG_USEC", "")
    if not wanted.isdecimal() or environment.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    return int(wanted) / 1_000_000
