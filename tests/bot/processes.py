"""What tests of the program as a process share: its environment, and a Telegram on loopback that has nothing to say."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


def environment(tmp_path: Path, **settings: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATA_DIR": str(tmp_path / "data"), **settings}


class QuietTelegram(BaseHTTPRequestHandler):
    """Refuses every token but ours; a poll for updates waits a little, as Telegram's does."""

    protocol_version = "HTTP/1.1"
    seen: list[str]
    stopping: threading.Event

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        method = self.path.rsplit("/", 1)[-1]
        self.seen.append(method)
        known = TOKEN in self.path
        if method == "getUpdates":
            self.stopping.wait(0.2)
        bot = b'{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "B", "username": "b_bot"}}'
        sent = (
            b'{"ok": true, "result": {"message_id": 2, "date": 0, "chat": {"id": 501, "type": "private"}, "text": "x"}}'
        )
        results = {"getMe": bot, "sendMessage": sent, "getUpdates": b'{"ok": true, "result": []}'}
        body = results.get(method, b'{"ok": true, "result": true}')
        answer = body if known else b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def telegram_url() -> Iterator[str]:
    QuietTelegram.seen = []
    QuietTelegram.stopping = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), QuietTelegram)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    QuietTelegram.stopping.set()
    server.shutdown()
    server.server_close()
    thread.join()
