"""Sentences about running for years: copies of the database, health. Plain text for the operator, HTML for officers."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.people_texts import moment
from bot.texts import esc

NO_TOKEN = (
    "Chưa có TELEGRAM_BOT_TOKEN trong tệp .env nên chưa nối được với Telegram. "  # noqa: S105 - a sentence
    "Hãy lấy token từ @BotFather, hoặc dùng lệnh terminal để nói chuyện thử."
)


# --- Copies ----------------------------------------------------------------------------------------------------------


def backed_up(path: str, taught: str | None) -> str:
    """A copy was made and checked; `taught` is the file beside it with the ward's content, if there is any."""
    said = f"Đã sao lưu vào {path}, đã mở thử: tệp tốt."
    return (
        said if taught is None else f"{said}\nNội dung phường đã dạy ở {taught}: chép đi nơi khác thì chép cả hai tệp."
    )


def not_backed_up(reason: str) -> str:
    """A copy could not be made, to the operator."""
    return f"Chưa sao lưu được ({reason}). Hãy kiểm tra dung lượng ổ đĩa, rồi chạy lệnh doctor."


def nothing_to_back_up(path: str) -> str:
    """There is no database yet."""
    return f"Chưa có tệp dữ liệu {path} nên chưa có gì để sao lưu. Hãy chạy trợ lý một lần trước."


def database_damaged(path: str, reason: str, backup: tuple[str, str] | None) -> str:
    """The database is broken inside; the remedy is the newest good copy, told with its file and its time."""
    remedy = (
        f"Bản sao lưu tốt mới nhất: {backup[0]}, lúc {backup[1]}. Hãy khôi phục bằng lệnh: "
        "tro-ly-phuong restore --replace"
        if backup
        else "Chưa có bản sao lưu nào còn tốt. Hãy giữ nguyên tệp này và gọi người phụ trách kỹ thuật."
    )
    return f"Không mở được tệp dữ liệu {path}: tệp đã hỏng ({reason}). {remedy}"


def database_newer(path: str, step: str) -> str:
    """The database was written by a newer program."""
    return (
        f"Tệp dữ liệu {path} do bản trợ lý mới hơn ghi (bước {step}). "
        "Hãy cài bản mới nhất của trợ lý rồi chạy lại; tệp chưa bị thay đổi gì."
    )


def no_good_backup(folder: str) -> str:
    """There is nothing to restore."""
    return f"Trong {folder} không có bản sao lưu nào còn tốt. Hãy nêu tên tệp cần khôi phục."


def backup_unusable(path: str, reason: str) -> str:
    """This copy cannot be restored."""
    return f"Không khôi phục được từ {path} ({reason}). Dữ liệu hiện có vẫn nguyên. Hãy chọn bản sao lưu khác."


def would_replace(path: str, backup: str) -> str:
    """There is a database already."""
    return (
        f"Đã có tệp dữ liệu {path}, chưa thay. Những gì thêm vào sau khi có bản sao lưu {backup} sẽ không còn. "
        "Đồng ý thì chạy lại lệnh này với --replace; tệp cũ được cất trong thư mục sao lưu."
    )


def would_replace_content(folder: str, backup: str) -> str:
    """There is content already that the copy has otherwise."""
    return (
        f"Nội dung trong {folder} khác với bản sao lưu {backup}, chưa thay. "
        "Đồng ý thay thì chạy lại lệnh này với --replace; nội dung cũ được cất trong thư mục sao lưu."
    )


def content_restored(files: int | None, aside: str | None) -> str:
    """What became of the ward's content at a restore: files put back, and where other content was set aside."""
    if files is None:
        return (
            "Bản sao lưu này không kèm nội dung phường đã dạy; nội dung trên máy vẫn như trước. "
            "Nếu có tệp cùng tên với đuôi .content.zip, hãy chép vào cạnh bản sao lưu rồi chạy lại lệnh này."
        )
    said = f"Nội dung phường đã dạy: đúng như trong bản sao lưu ({files} tệp)."
    return said if aside is None else f"{said} Nội dung cũ được cất ở {aside}, năm tuần nữa sẽ tự xóa."


def restored(source: str, aside: str | None, left_again: int | None, doubtful: int, held: int) -> str:
    """What a restore came to, one line each."""
    lines = [f"Đã khôi phục từ {source}. Hãy bật lại trợ lý."]
    if aside:
        lines.append(f"Tệp cũ được cất ở {aside}, năm tuần nữa sẽ tự xóa.")
    if doubtful:
        lines.append(f"{doubtful} tin đang gửi dở sẽ được gửi tiếp; người nhận nào có thể nhận hai lần được đếm riêng.")
    if held:
        lines.append(
            f"{held} tin đến giờ gửi sau khi có bản sao lưu đang được giữ lại, vì có thể đã gửi rồi: "
            "xin báo cán bộ mở /lichgui, bấm Gửi tiếp hoặc Hủy."
        )
    if left_again:
        lines.append(f"{left_again} người đã xóa dữ liệu sau khi có bản sao lưu: đã xóa lại.")
    if left_again is None:
        lines.append(
            "Không có tệp cũ để so: ai đã xóa dữ liệu sau khi có bản sao lưu thì có lại trong dữ liệu. "
            "Biết người nào thì nhắn người ấy gõ /xoadulieu lần nữa."
        )
    lines.append("Xin xem lại danh sách cán bộ, tổ trưởng trong /moi: thay đổi sau khi có bản sao lưu không còn.")
    return "\n".join(lines)


# --- Health ----------------------------------------------------------------------------------------------------------

UPDATES_STOPPED = (
    "<b>Trợ lý không nhận được tin nhắn nào từ Telegram.</b>\n\n"
    "Ai hỏi lúc này thì chưa được trả lời. Xin báo người phụ trách kỹ thuật xem mạng của máy, rồi chạy lệnh doctor. "
    "Có tin lại, tôi sẽ báo."
)
OVER = {
    "updates": "<b>Trợ lý đã nhận được tin nhắn trở lại.</b>",
    "disk": "<b>Ổ đĩa của máy đã rộng trở lại.</b>",
    "backup": "<b>Đã sao lưu dữ liệu được trở lại.</b>",
}
"""What officers are told when a trouble is over, by its kind."""


def disk_nearly_full(free: int) -> str:
    """To officers: little is left; `free` in bytes."""
    return (
        f"<b>Ổ đĩa của máy chạy trợ lý sắp đầy: còn {free // 1_000_000} MB.</b>\n\n"
        "Đầy hẳn thì tin chưa gửi phải chờ. Xin báo người phụ trách kỹ thuật dọn ổ đĩa."
    )


def over(kind: str, since: datetime, now: datetime, zone: ZoneInfo) -> str:
    """To officers: a trouble is over, and how long it lasted."""
    return f"{OVER[kind]}\n\nTrục trặc từ {moment(since, zone)} đến {moment(now, zone)}."


def metrics_port_taken(port: int, reason: str) -> str:
    """The port for monitoring cannot be opened."""
    return f"Không mở được cổng METRICS_PORT={port} ({reason}). Hãy đổi số khác trong tệp .env, hoặc ghi 0 để tắt."


def backup_failed(reason: str) -> str:
    """To officers: no copy could be made today."""
    return (
        "<b>Hôm nay chưa sao lưu được dữ liệu.</b>\n\n"
        f"Trợ lý vẫn chạy và sẽ tự thử lại. Xin báo người phụ trách kỹ thuật: {esc(reason)}."
    )
