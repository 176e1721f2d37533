"""The doctor: every fault an operator makes is one line with its remedy, and the worst of them the exit code."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import backups, doctor
from bot.__main__ import main
from bot.data_folder import only_instance
from bot.database import database_path, open_database
from bot.doctor import Finding, Severity, examine
from bot.roles import address
from bot.settings import Settings
from broadcasts import people_store
from broadcasts.people import Role
from tests.bot.processes import TOKEN
from tests.conftest import NOW

FINE, LOOK, FIX = Severity
DAY = timedelta(days=1)


class BotApi:
    """The Bot API as the doctor asks it: `results` by method; a number is an error's code."""

    def __init__(self, **results: Any) -> None:
        self.results = {
            "getMe": {"username": "phuong_bot", "can_join_groups": True},
            "getWebhookInfo": {"url": "", "pending_update_count": 0},
            "getChat": {"id": 9001},
            "getUpdates": [],
            **results,
        }
        self.now: datetime = NOW

    def __call__(self, request: httpx.Request) -> httpx.Response:
        result = self.results[request.url.path.rsplit("/", 1)[-1]]
        headers = {"Date": format_datetime(self.now)}
        if isinstance(result, int):
            return httpx.Response(result, json={"ok": False, "description": "no"}, headers=headers)
        return httpx.Response(200, json={"ok": True, "result": result}, headers=headers)


@pytest.fixture
def ward(settings: Settings) -> Settings:
    """A ward in which all is well."""
    settings.data_dir.chmod(0o700)
    open_database(database_path(settings.data_dir)).close()
    backups.make(database_path(settings.data_dir), NOW)
    return settings.model_copy(update={"telegram_bot_token": type(settings.telegram_bot_token)(TOKEN)})


def found(
    settings: Settings, api: Callable[[httpx.Request], httpx.Response] | None = None, now: datetime = NOW
) -> list[Finding]:
    with httpx.Client(transport=httpx.MockTransport(api or BotApi())) as telegram:
        return examine(settings, now, telegram)


def wrong(
    settings: Settings, api: Callable[[httpx.Request], httpx.Response] | None = None, now: datetime = NOW
) -> list[tuple[Severity, str]]:
    """What is not fine, content left out: reading it takes a second."""
    with httpx.Client(transport=httpx.MockTransport(api or BotApi())) as telegram:
        parts = (
            *doctor.machine(settings, now),
            *doctor.database(settings),
            *doctor.copies(settings, now),
            *doctor.bot_api(settings, now, telegram),
        )
    return [(one.severity, one.said) for one in parts if one.severity is not FINE]


def test_all_is_well(ward: Settings) -> None:
    backup = backups.folder_of(ward.data_dir) / "ward-20261122T020000Z.db"
    said = [(one.severity, one.said) for one in found(ward)]
    disk, content = said.pop(2), said.pop(6)
    assert disk[0] is content[0] is FINE
    assert content[1].startswith("Nội dung: ")
    assert said == [
        (FINE, "Giờ của trợ lý: 09:00 22/11/2026 (Asia/Ho_Chi_Minh)."),
        (FINE, f"Thư mục dữ liệu {ward.data_dir}: chỉ chủ của nó đọc được."),
        (FINE, "Trợ lý đang không chạy với thư mục dữ liệu này."),
        (FINE, "Tệp dữ liệu: đọc được từ đầu đến cuối, đúng bản."),
        (FINE, "Cán bộ dùng được trợ lý: 1."),
        (FINE, f"Bản sao lưu tốt mới nhất: {backup}, lúc 09:00 22/11/2026."),
        (FINE, "Telegram nhận ra trợ lý: @phuong_bot."),
        (FINE, "Đồng hồ của máy khớp với Telegram (lệch 0 giây)."),
        (FINE, "Nhận tin bằng polling; 0 tin đang chờ."),
    ]


def test_looking_changes_nothing(ward: Settings) -> None:
    def everything() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in ward.data_dir.rglob("*.db")}

    before = everything()
    found(ward)
    assert everything() == before


def test_a_running_assistant_is_no_fault(ward: Settings) -> None:
    with only_instance(ward.data_dir):
        assert Finding(FINE, "Trợ lý đang chạy với thư mục dữ liệu này.") in found(ward)


@pytest.mark.parametrize(("part", "mode", "remedy"), [("", 0o755, "chmod 700 {}"), ("ward.db", 0o644, "chmod 600 {}")])
def test_files_others_can_read(ward: Settings, part: str, mode: int, remedy: str) -> None:
    path = ward.data_dir / part
    path.chmod(mode)
    ((severity, said),) = wrong(ward)
    assert (severity, said.endswith(remedy.format(path))) == (FIX, True)


def test_a_token_others_can_read(ward: Settings) -> None:
    env = Path(".env")
    env.write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\n")
    env.chmod(0o640)
    assert wrong(ward) == [(FIX, ".env: người khác trên máy đọc được. Hãy chạy: chmod 600 .env")]


def test_a_damaged_file_and_a_newer_one(ward: Settings) -> None:
    path = database_path(ward.data_dir)
    with closing(open_database(path)) as db:
        db.execute("update _sqlite_migrations set name = '9999_later' where name = '0002_pictures'")
    ((severity, said),) = wrong(ward)
    assert (severity, said.split(". ")[0]) == (
        FIX,
        f"Tệp dữ liệu {path} do bản trợ lý mới hơn ghi (bước knowledge 9999_later)",
    )
    path.write_bytes(b"not a database" * 100)
    ((severity, said),) = wrong(ward)
    assert (severity, "Bản sao lưu tốt mới nhất: " in said) == (FIX, True)


@pytest.mark.parametrize(("age", "severity"), [(DAY, FINE), (3 * DAY, LOOK), (8 * DAY, FIX)])
def test_copies_grow_old(ward: Settings, age: timedelta, severity: Severity) -> None:
    api = BotApi()
    api.now = NOW + age
    assert [one for one, _ in wrong(ward, api, NOW + age)] == [severity] * (severity is not FINE)


def test_no_good_copy(ward: Settings) -> None:
    (copy,) = backups.backups(backups.folder_of(ward.data_dir))
    copy.path.write_bytes(b"not a database" * 100)
    assert wrong(ward) == [(LOOK, "Chưa có bản sao lưu nào còn tốt. Hãy chạy: tro-ly-phuong backup")]


def test_the_content_of_another_wards_folder_is_looked_at(ward: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "another"
    folder.mkdir()
    (folder / "ward.yaml").write_text("entries:\n- id: x\n", encoding="utf-8")
    (broken,) = doctor.content(ward.model_copy(update={"ward_dir": str(folder)}), NOW)
    assert (broken.severity, "lỗi đầu: ward.yaml:2: “x”: thiếu mục “title”." in broken.said) == (FIX, True)


def test_broken_content_of_the_ward(ward: Settings) -> None:
    (ward.data_dir / "content").mkdir()
    (ward.data_dir / "content" / "phuong.yaml").write_text("entries:\n- id: x\n", encoding="utf-8")
    (broken,) = doctor.content(ward, NOW)
    assert broken.severity is FIX
    assert broken.said.startswith("Nội dung có ")
    assert "phuong.yaml:2" in broken.said


def test_broken_content_of_another_ward(ward: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "their-ward"
    folder.mkdir()
    (folder / "phuong-ban.yaml").write_text("entries:\n- id: x\n", encoding="utf-8")
    (broken,) = doctor.content(ward.model_copy(update={"ward_dir": str(folder)}), NOW)
    assert (broken.severity, "phuong-ban.yaml:2" in broken.said) == (FIX, True)


def test_nobody_to_decide_and_how_to_find_out_who_could(ward: Settings) -> None:
    nobody = ward.model_copy(update={"officer_ids": ()})
    writer = {"message": {"from": {"id": 777, "first_name": "Minh"}, "text": "x"}}
    (none, wrote) = wrong(nobody, BotApi(getUpdates=[writer, {"my_chat_member": {}}]))
    assert (none[0], none[1].split(".")[0]) == (FIX, "Chưa có cán bộ nào")
    assert wrote == (LOOK, "Vừa nhắn cho trợ lý: Minh: 777. Mã của cán bộ thì ghi vào OFFICER_IDS.")
    assert len(wrong(nobody, BotApi(getUpdates=409))) == 1
    with closing(open_database(database_path(ward.data_dir))) as db, db.atomic():
        office = people_store.open_office(db, Role.OFFICER, NOW, name="Minh")
        people_store.take_office(db, office, address(777), NOW)
    assert wrong(nobody) == []


def test_an_officer_who_never_wrote(ward: Settings) -> None:
    ((severity, said),) = wrong(ward, BotApi(getChat=400))
    assert (severity, said.split(" nên ")[0]) == (
        LOOK,
        "Cán bộ có mã 9001 trong OFFICER_IDS chưa bấm Bắt đầu với trợ lý",
    )


def test_a_refused_token_is_not_shown(ward: Settings) -> None:
    for code in (401, 404):
        ((severity, said),) = wrong(ward, BotApi(getMe=code))
        assert (severity, said.split(".")[0]) == (FIX, "Telegram không nhận TELEGRAM_BOT_TOKEN này")
        assert TOKEN not in said


def test_no_token(ward: Settings) -> None:
    ((severity, said),) = wrong(ward.model_copy(update={"telegram_bot_token": type(ward.telegram_bot_token)("")}))
    assert (severity, said.split(":")[0]) == (LOOK, "Chưa có TELEGRAM_BOT_TOKEN")


def test_no_network_and_somebody_else_at_the_address(ward: Settings) -> None:
    def no_network(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("Name or service not known", request=request)

    ((severity, said),) = wrong(ward, no_network)
    assert (severity, said.split(". ")[0]) == (
        FIX,
        "Không tới được https://api.telegram.org (Name or service not known)",
    )
    for page in (b"<html>Wi-Fi</html>", b"[]", b"\xff", b'{"ok": true, "result": true}'):
        assert wrong(ward, lambda _, page=page: httpx.Response(200, content=page)) == [  # type: ignore[misc]
            (
                FIX,
                "https://api.telegram.org trả lời không giống Telegram. Hãy kiểm tra TELEGRAM_API_BASE_URL và mạng.",
            )
        ]


@pytest.mark.parametrize(("seconds", "severity"), [(-20, FINE), (60, LOOK), (-600, FIX)])
def test_the_clock(ward: Settings, seconds: int, severity: Severity) -> None:
    api = BotApi()
    api.now = NOW + timedelta(seconds=seconds)
    told = f"Đồng hồ của máy lệch {abs(seconds)} giây so với Telegram, tin hẹn giờ sẽ sai giờ"
    expected = [] if severity is FINE else [(severity, told)]
    assert [(one, said.split(". ")[0]) for one, said in wrong(ward, api)] == expected


def test_a_bot_that_may_not_join_groups(ward: Settings) -> None:
    ((severity, said),) = wrong(ward, BotApi(getMe={"username": "x_bot", "can_join_groups": False}))
    assert (severity, "/setjoingroups" in said) == (LOOK, True)


def test_more_messages_than_telegram_takes(ward: Settings) -> None:
    fast = {"messages_per_second": 200}
    ((severity, said),) = wrong(ward.model_copy(update=fast))
    assert (severity, said.split(" cao")[0]) == (LOOK, "MESSAGES_PER_SECOND=200")
    assert wrong(ward.model_copy(update={**fast, "telegram_api_base_url": "http://127.0.0.1:8081"})) == []


WEBHOOK = "https://phuong.example/bot"


@pytest.mark.parametrize(
    ("mode", "info", "faults"),
    [
        ("polling", {"url": WEBHOOK}, [(LOOK, f"Telegram đang gửi tin tới {WEBHOOK}, nhưng BOT_MODE=polling")]),
        ("webhook", {"url": WEBHOOK, "pending_update_count": 3}, []),
        ("webhook", {"url": ""}, [(LOOK, f"Telegram đang gửi tin tới “”, không phải {WEBHOOK}")]),
        (
            "webhook",
            {"url": WEBHOOK, "pending_update_count": 3, "last_error_date": int(NOW.timestamp()) - 60,
             "last_error_message": "SSL error"},
            [(FIX, "Telegram gửi tin tới trợ lý không được (SSL error), 3 tin đang chờ")],
        ),
        (
            "webhook",
            {"url": WEBHOOK, "last_error_date": int(NOW.timestamp()) - 60, "last_error_message": "502"},
            [(LOOK, "Telegram gửi tin tới trợ lý không được (502), 0 tin đang chờ")],
        ),
        ("webhook", {"url": WEBHOOK, "last_error_date": int(NOW.timestamp()) - 86_400}, []),
    ],
)  # fmt: skip
def test_how_updates_arrive(
    ward: Settings, mode: str, info: dict[str, Any], faults: list[tuple[Severity, str]]
) -> None:
    by_mode = ward.model_copy(update={"bot_mode": mode, "webhook_url": WEBHOOK if mode == "webhook" else ""})
    assert [(severity, said.split(". ")[0]) for severity, said in wrong(by_mode, BotApi(getWebhookInfo=info))] == faults


def test_the_command_says_it_line_by_line_and_exits_with_the_worst(
    ward: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(ward.data_dir))
    monkeypatch.setenv("OFFICER_IDS", "9001")
    backups.make(database_path(ward.data_dir), datetime.now(ward.zone))
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines[:-2]} == {"✅"}
    assert lines[-2].startswith("⚠️ Chưa có TELEGRAM_BOT_TOKEN")
    assert lines[-1] == "Tóm lại: 1 việc nên xem."
    monkeypatch.setenv("OFFICER_IDS", "x")
    assert main(["doctor"]) == 2
    assert capsys.readouterr().err.startswith("Cài đặt OFFICER_IDS chưa đúng")
