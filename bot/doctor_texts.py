"""What `doctor` says, one line each: how it stands, and what to do where it does not."""

from collections.abc import Mapping

MARKS = ("✅", "⚠️", "❌")
"""By severity."""


def line(severity: int, said: str) -> str:
    """One finding."""
    return f"{MARKS[severity]} {said}"


def summary(to_look: int, to_fix: int) -> str:
    """The last line."""
    if not to_look and not to_fix:
        return "Mọi thứ đều tốt."
    parts = [f"{to_fix} việc phải sửa"] * bool(to_fix) + [f"{to_look} việc nên xem"] * bool(to_look)
    return "Tóm lại: " + ", ".join(parts) + "."


# --- The machine -----------------------------------------------------------------------------------------------------


def rights_fine(folder: str) -> str:
    """Files are their owner's only."""
    return f"Thư mục dữ liệu {folder}: chỉ chủ của nó đọc được."


def rights_open(path: str, mode: str) -> str:
    """Others can read what they must not; `mode` is what chmod should be told."""
    return f"{path}: người khác trên máy đọc được. Hãy chạy: chmod {mode} {path}"


def not_ours(path: str) -> str:
    """The file belongs to somebody else, so that the assistant may not write it."""
    return f"{path}: thuộc về người dùng khác. Hãy chạy lệnh này, và trợ lý, với đúng người dùng của dịch vụ."


def disk(free: int) -> str:
    """Free space, in bytes."""
    return f"Ổ đĩa còn {free // 1_000_000:,} MB.".replace(",", ".")


DISK_NEARLY_FULL = "Hãy dọn ổ đĩa; cần ít nhất 500 MB."


def local_time(moment: str, zone: str) -> str:
    """What time it is to the assistant."""
    return f"Giờ của trợ lý: {moment} ({zone})."


def clock_right(seconds: int) -> str:
    """The clock agrees with Telegram's."""
    return f"Đồng hồ của máy khớp với Telegram (lệch {seconds} giây)."


def clock_wrong(seconds: int) -> str:
    """The clock is off: notices would leave at the wrong time."""
    return (
        f"Đồng hồ của máy lệch {seconds} giây so với Telegram, tin hẹn giờ sẽ sai giờ. "
        "Hãy chạy: timedatectl set-ntp true"
    )


RUNNING = "Trợ lý đang chạy với thư mục dữ liệu này."
NOT_RUNNING = "Trợ lý đang không chạy với thư mục dữ liệu này."


def too_fast(per_second: int) -> str:
    """More than Telegram's own server takes."""
    return (
        f"MESSAGES_PER_SECOND={per_second} cao hơn mức 30 của Telegram. "
        "Hãy để 28, trừ khi phường trả phí gửi nhiều hoặc có máy chủ Bot API riêng."
    )


# --- Database, copies, content, officers -----------------------------------------------------------------------------

NO_DATABASE = "Chưa có tệp dữ liệu: lần chạy đầu sẽ tạo."
DATABASE_FINE = "Tệp dữ liệu: đọc được từ đầu đến cuối, đúng bản."
DATABASE_OLDER = "Tệp dữ liệu thuộc bản trợ lý cũ hơn: lần chạy tới sẽ tự sao lưu rồi nâng lên."


def backup_fine(path: str, made: str) -> str:
    """The newest good copy."""
    return f"Bản sao lưu tốt mới nhất: {path}, lúc {made}."


def backup_old(path: str, made: str) -> str:
    """The newest good copy is old."""
    return f"Bản sao lưu tốt mới nhất đã cũ: {path}, lúc {made}. Hãy bật trợ lý, hoặc chạy: tro-ly-phuong backup"


def content_not_copied(path: str, overlay: str) -> str:
    """The newest good copy has no zip of the ward's content beside it."""
    return f"Bản sao lưu {path} chưa kèm nội dung phường đã dạy ({overlay}). Hãy chạy: tro-ly-phuong backup"


NO_BACKUP = "Chưa có bản sao lưu nào còn tốt. Hãy chạy: tro-ly-phuong backup"


def content_fine(entries: int, unfilled: int) -> str:
    """Content can be served; `unfilled` values are the ward's to tell."""
    told = f" Còn {unfilled} điều phường chưa điền, xem: tro-ly-phuong check" if unfilled else ""
    return f"Nội dung: {entries} mục, không có lỗi.{told}"


def content_broken(problems: int, first: str) -> str:
    """Content has faults."""
    return f"Nội dung có {problems} lỗi, lỗi đầu: {first}. Hãy sửa rồi chạy: tro-ly-phuong check"


def officers(count: int) -> str:
    """There is somebody to send and decide."""
    return f"Cán bộ dùng được trợ lý: {count}."


NO_OFFICERS = (
    "Chưa có cán bộ nào. Khi trợ lý đang tắt, nhờ cán bộ nhắn cho trợ lý một tin rồi chạy lại lệnh này để biết mã; "
    "ghi mã vào OFFICER_IDS trong tệp .env."
)


def officer_not_started(number: int) -> str:
    """Telegram does not know this chat: the officer has never written to the assistant."""
    return (
        f"Cán bộ có mã {number} trong OFFICER_IDS chưa bấm Bắt đầu với trợ lý nên chưa nhận được tin. "
        "Nhờ người ấy mở trợ lý, bấm Bắt đầu; hoặc sửa lại mã."
    )


def who_wrote(people: Mapping[int, str]) -> str:
    """Who has written to the assistant since it was switched off, by chat id."""
    told = "; ".join(f"{name or 'không rõ tên'}: {number}" for number, name in people.items())
    return f"Vừa nhắn cho trợ lý: {told}. Mã của cán bộ thì ghi vào OFFICER_IDS."


# --- Telegram --------------------------------------------------------------------------------------------------------

NO_TOKEN = (
    "Chưa có TELEGRAM_BOT_TOKEN: trợ lý chỉ nói chuyện trên máy này. "  # noqa: S105 - a sentence
    "Hãy lấy token từ @BotFather, ghi vào tệp .env."
)
TOKEN_REFUSED = "Telegram không nhận TELEGRAM_BOT_TOKEN này. Hãy chép lại token từ @BotFather vào tệp .env."  # noqa: S105


def unreachable(url: str, reason: str) -> str:
    """Telegram gives no answer."""
    return (
        f"Không tới được {url} ({reason}). Hãy kiểm tra mạng, tường lửa, TELEGRAM_API_BASE_URL; "
        "mạng cần qua máy chủ trung gian thì đặt HTTPS_PROXY."
    )


def strange_answer(url: str) -> str:
    """Somebody answers, but not as Telegram does."""
    return f"{url} trả lời không giống Telegram. Hãy kiểm tra TELEGRAM_API_BASE_URL và mạng."


def known(username: str) -> str:
    """The token is this bot's."""
    return f"Telegram nhận ra trợ lý: @{username}."


NO_GROUPS = "Trợ lý chưa được phép vào nhóm. Hãy nhắn @BotFather lệnh /setjoingroups, chọn Enable."


def webhook_elsewhere(url: str) -> str:
    """Updates go to an address though polling was chosen."""
    return f"Telegram đang gửi tin tới {url}, nhưng BOT_MODE=polling. Trợ lý sẽ tự gỡ địa chỉ ấy khi chạy."


def webhook_not_set(url: str, wanted: str) -> str:
    """Updates do not come to us."""
    return f"Telegram đang gửi tin tới “{url}”, không phải {wanted}. Hãy bật trợ lý; đang bật thì tắt rồi bật lại."


def webhook_failing(said: str, pending: int) -> str:
    """Telegram could not hand updates over; `said` is its own reason."""
    return (
        f"Telegram gửi tin tới trợ lý không được ({said}), {pending} tin đang chờ. "
        "Hãy kiểm tra tên miền, chứng chỉ HTTPS và máy chủ đứng trước (deploy/)."
    )


def updates_fine(mode: str, pending: int) -> str:
    """How updates arrive."""
    return f"Nhận tin bằng {mode}; {pending} tin đang chờ."
