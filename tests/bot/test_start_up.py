"""Starting and stopping: one plain sentence and a remedy where it cannot start, and a clean end."""

import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.bot.processes import TOKEN, QuietTelegram, environment


def _run(tmp_path: Path, *arguments: str, said: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "bot", *arguments],
        input=said,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment(tmp_path, **settings),
        timeout=60,
    )


def test_without_a_token_it_talks_in_the_terminal(tmp_path: Path) -> None:
    done = _run(tmp_path, said="chỉ tiêu 14\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "96,5% dân số tham gia bảo hiểm y tế" in done.stdout


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"OFFICER_IDS": "12,x"}, "Cài đặt OFFICER_IDS chưa đúng"),
        ({"BOT_MODE": "webhook"}, "Cài đặt chưa đúng: BOT_MODE=webhook cần WEBHOOK_URL"),
        ({"DATA_DIR": "/proc/khong-ghi-duoc"}, "Không ghi được vào thư mục dữ liệu /proc/khong-ghi-duoc"),
    ],
)
def test_a_bad_start_is_one_sentence_with_the_remedy(tmp_path: Path, settings: dict[str, str], sentence: str) -> None:
    done = _run(tmp_path, **settings)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1


def test_broken_content_of_the_ward_stops_the_start_with_file_and_line(tmp_path: Path) -> None:
    own = tmp_path / "data" / "content"
    own.mkdir(parents=True)
    (own / "phuong.yaml").write_text("entries:\n- id: x\n", encoding="utf-8")
    done = _run(tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("Nội dung có lỗi nên chưa chạy được.")
    assert "phuong.yaml:2: “x”: thiếu mục “title”" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_database_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "ward.db").write_bytes(b"not a database" * 100)
    done = _run(tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Không mở được tệp dữ liệu {data / 'ward.db'}")
    assert "Traceback" not in done.stderr


def test_a_refused_token_is_told_and_not_shown(tmp_path: Path, telegram_url: str) -> None:
    wrong = TOKEN.replace("AA", "ZZ")
    done = _run(tmp_path, TELEGRAM_BOT_TOKEN=wrong, TELEGRAM_API_BASE_URL=telegram_url)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Telegram không nhận TELEGRAM_BOT_TOKEN này.")
    assert wrong not in done.stderr
    assert "Traceback" not in done.stderr


def _post(url: str, body: bytes, secret: str) -> int:
    request = urllib.request.Request(  # noqa: S310 - our own address on loopback
        url,
        data=body,
        headers={"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_webhook_serves_whoever_knows_the_secret_and_nobody_else(tmp_path: Path, telegram_url: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with_token = environment(
        tmp_path,
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_BASE_URL=telegram_url,
        BOT_MODE="webhook",
        WEBHOOK_URL="https://phuong.example/bot",
        WEBHOOK_SECRET="bi-mat",
        WEBHOOK_PORT=str(port),
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "bot"], cwd=tmp_path, env=with_token, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "Application started" in line:
            break
    chat = {"id": 501, "type": "private", "first_name": "Hoa"}
    sender = {"id": 501, "is_bot": False, "first_name": "Hoa"}
    message = {"message_id": 1, "date": 0, "chat": chat, "from": sender, "text": "chỉ tiêu 14"}
    update = json.dumps({"update_id": 1, "message": message}).encode()
    url = f"http://127.0.0.1:{port}/bot"
    assert _post(url, update, "doan-mo") == 403
    assert _post(url, update, "bi-mat") == 200
    for line in process.stderr:
        if "question answered" in line:
            break
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=5)
    assert process.returncode == 0
    assert "setWebhook" in QuietTelegram.seen
    assert QuietTelegram.seen.count("sendMessage") == 1


def test_it_serves_alone_and_stops_within_five_seconds_when_told(tmp_path: Path, telegram_url: str) -> None:
    with_token = environment(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE_URL=telegram_url)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot"], cwd=tmp_path, env=with_token, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    started = []
    for line in process.stderr:
        started.append(line)
        if "Application started" in line:
            break
    second = _run(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE_URL=telegram_url)
    assert second.returncode == 1
    assert second.stderr.startswith("Trợ lý đang chạy rồi với thư mục dữ liệu")
    process.send_signal(signal.SIGTERM)
    rest = process.communicate(timeout=5)[1]
    assert process.returncode == 0
    assert "Traceback" not in rest
    assert "setMyCommands" in QuietTelegram.seen
    assert TOKEN not in "".join(started) + rest
