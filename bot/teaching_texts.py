"""Every sentence about learning from what people ask, and about changing answers; most are for officers."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.people_texts import moment
from bot.texts import esc
from knowledge.entry import Entry, WardValue
from knowledge.likeness import Group
from knowledge.teaching import Draft
from knowledge.teaching_store import Version
from knowledge.texts import day
from knowledge.trial import Difference, Told, Trial

# --- Under an answer -------------------------------------------------------------------------------------------------

THANKS = "Cảm ơn ông/bà!"
THANKS_NOT_RIGHT = "Cảm ơn ông/bà! Cán bộ phường sẽ xem lại. Phường không lưu ai đã bấm."

# --- What was missed -------------------------------------------------------------------------------------------------

ADD = "✅ Thêm"
OTHER_ENTRY = "Câu khác"
WRITE_NEW = "✏️ Viết câu mới"
IGNORE = "Bỏ qua"
BACK = "‹ Quay lại"
OPEN_MISSES = "❓ Câu chưa trả lời được"
NO_MISSES = "<b>Không có câu nào chờ dạy.</b>\n\nMọi câu người dân hỏi gần đây đều có câu trả lời."
GROUP_GONE = "Nhóm câu này đã có người xử lý rồi."
SHOWN_WORDINGS = 3
_LABEL = 48


def misses_morning(count: int) -> str:
    """To officers in the morning: there is something to learn from."""
    return f"<b>Có {count} câu hỏi mới mà trợ lý chưa trả lời được.</b>\n\nÔng/bà bấm để dạy trợ lý, mỗi câu một phút."


def misses_page(groups: Sequence[Group], shown: int) -> str:
    """Heading over the groups."""
    more = len(groups) - shown
    return (
        f"<b>{len(groups)} nhóm câu chưa trả lời được</b>\n\nBấm một nhóm để dạy trợ lý. Không ai biết ai đã hỏi."
        + (f"\n\n… và {more} nhóm ít người hỏi hơn." if more > 0 else "")
    )


def _short(text: str) -> str:
    return text if len(text) <= _LABEL else text[: _LABEL - 1].rstrip() + "…"


def group_button(group: Group) -> str:
    """A group on a button."""
    return f"{len(group.misses)}× {_short(group.wordings[0])}"


def group_page(group: Group, nearest: Entry | None, wrong: Sequence[Entry]) -> str:
    """One group, and where it may belong."""
    first, *others = group.wordings
    parts = [f"<b>{len(group.misses)} lần: “{esc(first)}”</b>"]
    if others:
        parts.append("Cũng hỏi:\n" + "\n".join(f"• {esc(one)}" for one in others[:SHOWN_WORDINGS]))
    parts += [
        f"Có người bấm “Chưa đúng” khi nhận câu “{esc(one.title)}”. Câu ấy sai thì gõ: /sua {one.id}" for one in wrong
    ]
    parts.append(f"Thêm vào câu “{esc(nearest.title)}”?" if nearest else "Chưa có câu nào gần với nhóm này.")
    return "\n\n".join(parts)


OTHER_ENTRIES = "<b>Thêm vào câu nào?</b>\n\nBấm một câu, hoặc gõ vài chữ của câu cần tìm."
NOTHING_FOUND = "Không tìm thấy câu nào. Ông/bà gõ vài chữ khác, ví dụ: bảo hiểm y tế mức đóng"

# --- Looking at an entry ---------------------------------------------------------------------------------------------

DESK = "<b>Nội dung của trợ lý</b>\n\nÔng/bà bấm một việc, hoặc gõ: /sua rồi mã hay vài chữ của câu cần sửa."
UNFILLED = "📝 Điều phường cần điền"
ENDING = "⏳ Hết hạn, sắp hết hạn"
RECENT = "🕘 Vừa sửa, hoàn tác"
CHANGE = {"answer": "Câu trả lời", "details": "Phần chi tiết", "validity": "Hiệu lực", "ask": "Cách hỏi"}
WHICH_ENTRY = "<b>Ông/bà muốn sửa câu nào?</b>"
NO_ENTRY = "Mục này không còn nữa. Ông/bà gõ /sua để bắt đầu lại."


def entry_page(entry: Entry) -> str:
    """What an officer needs to know of an entry, under the look at it."""
    lines = [f"<b>Mã: {entry.id}</b>", "", f"Cách hỏi: {len(entry.ask)}"]
    if entry.valid_from:
        lines.append(f"Có hiệu lực từ {day(entry.valid_from)}")
    lines.append(f"Hiệu lực đến hết {day(entry.valid_until)}" if entry.valid_until else "Hiệu lực: không thời hạn")
    if entry.author:
        lines.append(f"Sửa lần cuối: {esc(entry.author)}, {esc(entry.written)}")
    return "\n".join([*lines, "", "Sửa phần nào?"])


def unfilled_page(count: int) -> str:
    """Heading over what the ward has not filled in."""
    return f"<b>{count} điều phường cần điền</b>\n\nBấm một điều rồi gõ nội dung." if count else ALL_FILLED


ALL_FILLED = "<b>Phường đã điền đủ.</b>\n\nĐiều đã điền mà thay đổi thì bấm vào để điền lại."


def value_button(value: WardValue) -> str:
    """Something only the ward can say, on a button; marked once officers have filled it in."""
    return f"{'✔️ ' if value.value else ''}{value.label[:1].upper()}{value.label[1:]}"


def ending_page(expired: int, expiring: int) -> str:
    """Heading over entries whose validity ended or ends soon."""
    if not expired and not expiring:
        return "<b>Không có mục nào hết hạn hay sắp hết hạn.</b>"
    return (
        f"<b>{expiring} mục sắp hết hạn, {expired} mục đã hết hạn</b>\n\n"
        "Mục đã hết hạn thì trợ lý nói rõ là đã hết hạn. Bấm một mục để gia hạn hoặc sửa."
    )


def ending_button(entry: Entry, today: date) -> str:
    """An entry with the day it ends."""
    ended = entry.valid_until is not None and entry.valid_until < today
    return f"{'⌛' if ended else '⏳'} {entry.title}"


def monday(expired: int, expiring: int, unfilled: int) -> str:
    """To officers on Monday: what of the content wants looking after."""
    lines = [
        f"• {count} {what}"
        for count, what in (
            (expiring, "mục sắp hết hạn trong 30 ngày"),
            (expired, "mục đã hết hạn"),
            (unfilled, "điều phường cần điền"),
        )
        if count
    ]
    return "<b>Đầu tuần, nội dung của trợ lý cần ông/bà xem:</b>\n\n" + "\n".join(lines)


def recent_page(versions: Sequence[Version], zone: ZoneInfo) -> str:
    """The last changes."""
    if not versions:
        return "<b>Chưa có thay đổi nào.</b>"
    lines = [f"{n}. {esc(one.entry)} – {esc(one.author)}, {moment(one.at, zone)}" for n, one in enumerate(versions, 1)]
    return "<b>Vừa sửa</b>\n\n" + "\n".join(lines) + "\n\nBấm “Hoàn tác” kèm số để trả lại bản trước."


def undo_button(number: int | None = None) -> str:
    """The button that puts back what a change replaced."""
    return "↩️ Hoàn tác" if number is None else f"↩️ Hoàn tác {number}"


UNDONE = "<b>Đã trả lại bản trước.</b>"
CANNOT_UNDO = "Mục này đã được sửa tiếp, nên không hoàn tác được nữa. Ông/bà gõ /sua để sửa lại."

# --- Step by step ----------------------------------------------------------------------------------------------------

KEEP_SOURCE = "Vẫn nguồn cũ"
KEEP_VALIDITY = "Giữ thời hạn cũ"
NO_END = "Không thời hạn"
DROP = "Bỏ"
DROPPED = "Vâng, không thay đổi gì."
NO_DRAFT = "Bản này không còn chờ nữa. Ông/bà gõ /sua để bắt đầu lại."
_PROMPTS = {
    "answer": (
        "<b>Ông/bà gõ câu trả lời.</b>\n\nDòng đầu là ý chính, số để trước. Nhiều nhất 350 chữ cái. "
        "Không ghi tên, số điện thoại của người dân."
    ),
    "details": "<b>Ông/bà gõ phần chi tiết.</b>\n\nMỗi ý một dòng. Gõ dấu - nếu không cần phần này.",
    "title": "<b>Đặt tên ngắn cho câu này.</b>\n\nTên hiện trên nút bấm, nhiều nhất 48 chữ cái. Ví dụ: Chợ hoa: giờ mở",
    "topic": "<b>Câu này thuộc việc gì?</b>",
    "validity": "<b>Đúng đến hết ngày nào?</b>\n\nGõ ngày, ví dụ: 31/12/2026. Hoặc bấm nút.",
}


def prompt(draft: Draft, label: str, figures: Sequence[str], phrasings: Sequence[str], least: int) -> str:
    """What the next step asks for. `label` names the ward's value, `figures` those without a source, `phrasings` the
    ways of asking so far, of which `least` are needed.
    """
    step = draft.todo[0]
    if step == "value":
        return f"<b>Ông/bà gõ: {esc(label)}.</b>\n\nGõ đúng như sẽ đọc cho người dân nghe."
    if step == "source":
        numbers = f"\n\nCác số {', '.join(figures)} phải có trong văn bản ấy." if figures else ""
        return f"<b>Căn cứ vào văn bản nào?</b>\n\nGõ tên, số và ngày của văn bản.{numbers}"
    if step == "ask":
        listed = "\n".join(f"{number}. {esc(one)}" for number, one in enumerate(phrasings, 1))
        missing = least - len(phrasings)
        how = (
            f"<b>Còn thiếu {missing} cách hỏi.</b>\n\nGõ thêm, mỗi dòng một câu, như người dân hay hỏi."
            if missing > 0
            else "<b>Người dân hỏi thế nào?</b>\n\nGõ thêm cách hỏi, mỗi dòng một câu. Gõ số để bỏ câu có số ấy."
        )
        return f"{how}\n\n{listed}"[:3500]
    return _PROMPTS[step]


STEPS = {
    "teach": "thêm cách hỏi",
    "edit": "sửa câu",
    "new": "viết câu mới",
    "fill": "điền thông tin",
    "override": "đăng dù có câu kém đi",
    "undo": "hoàn tác",
    "ignore": "bỏ qua nhóm câu hỏi, số câu:",
}
"""What officers do to the content, in the audit."""

# --- Trying and publishing -------------------------------------------------------------------------------------------

PUBLISH = "✅ Đăng"
PUBLISH_ANYWAY = "⚠️ Vẫn đăng"
PUBLISH_ANYWAY_YES = "Đúng, vẫn đăng"
TRY_AGAIN = "Thử lại"
TRIAL_FAILED = "Chưa thử được thay đổi này, nên chưa đăng. Ông/bà bấm “Thử lại” sau ít phút."
CANNOT_WRITE = "Chưa ghi được tệp nội dung, nên chưa đăng. Xin báo người quản trị máy kiểm tra ổ đĩa, rồi thử lại."
_SHOWN = 5


def trying(done: int, of: int) -> str:
    """While the change is being tried."""
    share = f" {100 * done // of}%" if of else ""
    return f"⏳ Đang thử thay đổi với các câu hỏi đã có…{share}\n\nThường mất dưới nửa phút."


TRIED = "👇 Người dân sẽ thấy như sau:"


def problems(found: Sequence[str]) -> str:
    """The change does not fit the content."""
    return "<b>Chưa dùng được, xin sửa lại:</b>\n\n" + esc("\n".join(f"• {one}" for one in found))[:1500]


def _what(draft: Draft, title: str) -> str:
    if draft.kind == "fill":
        return f"Điền: {esc(title)}"
    if draft.kind == "new":
        return f"Câu mới: “{esc(title)}”"
    return f"Thêm, bớt cách hỏi của “{esc(title)}”" if draft.changes_asking_only else f"Sửa “{esc(title)}”"


def _told(told: Told) -> str:
    titles = " / ".join(f"“{title}”" for title in told.titles)
    if told.kind == "clarify":
        return f"hỏi lại {titles}"
    if told.kind == "unknown":
        return "nói chưa biết"
    return titles or "trả lời"


def _changes(found: Sequence[Difference]) -> str:
    lines = [
        f"• “{esc(_short(one.text))}”\n  {esc(_told(one.before))} → {esc(_told(one.after))}" for one in found[:_SHOWN]
    ]
    more = len(found) - _SHOWN
    return "\n".join([*lines, *([f"… và {more} câu nữa"] if more > 0 else [])])


def tried(draft: Draft, title: str, trial: Trial) -> str:
    """What publishing would do, and the question."""
    parts = [f"<b>{_what(draft, title)}</b>"]
    if draft.kind == "edit" and (draft.ask_also or draft.ask_not):
        parts.append(
            "\n".join([f"+ {esc(one)}" for one in draft.ask_also] + [f"– {esc(one)}" for one in draft.ask_not])
        )
    if trial.still_missed:
        parts.append("Vẫn chưa trả lời ngay được: " + "; ".join(f"“{esc(_short(one))}”" for one in trial.still_missed))
    if trial.asked:
        checked = f"Đã thử {trial.asked} câu hỏi có liên quan."
        parts.append(checked + (" Không câu nào kém đi." if not trial.spoiled else ""))
    if trial.spoiled:
        parts.append(f"⚠️ <b>{len(trial.spoiled)} câu sẽ kém đi:</b>\n" + _changes(trial.spoiled))
    if others := [one for one in trial.differences if not one.spoiled]:
        parts.append("Câu sẽ trả lời khác đi:\n" + _changes(others))
    return "\n\n".join([*parts, "Đăng cho mọi người?"])


OVERRIDE = (
    "<b>Đăng dù có câu sẽ kém đi?</b>\n\n"
    "Chỉ đăng khi ông/bà chắc chắn câu trả lời mới đúng hơn. Việc này được ghi vào sổ “Ai đã làm gì”."
)
PUBLISHED = "<b>✅ Đã đăng, dùng được ngay.</b>"
