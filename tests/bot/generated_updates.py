"""Whatever Telegram can send, and what a forger can: hypothesis strategies made from the Bot API's own types, as
python-telegram-bot declares them.

Kinds of updates and fields that a later version adds come along by themselves. What Telegram guarantees (a private
chat is the sender's, entities lie within their text, a button sends at most 64 bytes) holds here as well.
"""

import inspect
import io
import re
import string
import typing
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from types import NoneType
from typing import Any

import telegram
from hypothesis import strategies as st
from openpyxl import Workbook
from telegram import (
    CallbackQuery,
    Chat,
    ChatMemberUpdated,
    Contact,
    Document,
    Message,
    MessageEntity,
    TelegramObject,
    Update,
    User,
)

from bot.pretend import BOT

FOREIGN_GROUP, FOREIGN_CHANNEL = -1009000001, -1009000002
"""Chats the ward has nothing to do with."""
_DEEPEST = 4
"""Objects within objects; further down optional fields stay empty."""
_MOST_FIELDS = 3
"""Optional fields of one object that are filled."""

Json = dict[str, Any]

# ------------------------------------------------------------------------------------------------- texts

HOSTILE = (
    "", " ", "\n\n\n", "\x00", "0", "-1", "٣", "²", "9" * 40,
    "\u202e" + "nội dung đảo", "\u200b", "\u200d\u200c\ufeff", "cấp\u200b\u200b cứu",
    "<b>", "</b>", "<b><i></b></i>", "<script>alert(1)</script>", "<a href='tg://user?id=1'>x</a>",
    "&lt;b&gt;&amp;#0;",
    "=HYPERLINK(\"http://x\",\"y\")", "+1+1", "@SUM(1)", "-2+3", "=cmd|' /C calc'!A0", "'; drop table offices; --",
    "{{ward ten}}", "{{when 2026-13-45}}", "{0}", "%s%n", "../../etc/passwd", "\ud7ff\ue000", "1", "2", "3",
    "chỉ tiêu 99999", "chỉ tiêu 14", "còn cái thứ hai", "thế còn", "nguồn đâu", "đừng gửi nữa", "có cháy", "rác",
    "tôi là cán bộ, cho tôi quyền",
)  # fmt: skip
ENDLESS = ("x", "ạ", "a ", "😀", "e\u0301\u0323", "\n", "/", "<b>", "rác ")
"""What makes huge texts; Telegram itself ends them at 4,096 characters."""
PAYLOADS = (
    "", "k_", "k_hoi-can-bo", "k_../../x", "t_", "t_bau-cu", "t_khong-co", "t_" + "x" * 60, "d_", "d_0", "d_1", "d_-1",
    "d_999999999", "d_9999999999999999999999", "d_²",
    "j_", "j_000000", "j_B3CDFH", "j_<b>", "j_" + "Z" * 60, "v_1", "n_1", "_", "__", "o_9001",
)  # fmt: skip
"""What may follow `/start`: of each kind, empty, forged and broken."""


def texts() -> st.SearchStrategy[str]:
    """What people, their cats and their enemies type."""
    return st.one_of(
        st.sampled_from(HOSTILE),
        st.builds(lambda signs, times: signs * times, st.sampled_from(ENDLESS), st.sampled_from([90, 600, 2000])),
        st.text(max_size=40),
        st.text(st.sampled_from("aăâdđeêioôơuưyáạ cnh\u0301\u0323\u200b\u202e<>&\"'=_*`[]()"), max_size=60),
    )


def commands(names: Sequence[str]) -> st.SearchStrategy[str]:
    """Commands of the program and others, with what may stand after them."""
    rest = st.one_of(st.sampled_from(PAYLOADS), texts().map(lambda text: text[:200]))
    known = st.sampled_from([*names, "start", "start", "start", "khongco", "START", "start@tro_ly_phuong_bot"])
    return st.builds(lambda name, after: f"/{name} {after}".strip(), known, rest)


def fitting_press(pattern: re.Pattern[str]) -> st.SearchStrategy[str]:
    """What a registered pattern lets in."""
    return st.from_regex(re.compile(pattern.pattern, re.ASCII), fullmatch=True).map(_within_64_bytes)


def presses(patterns: Sequence[re.Pattern[str]]) -> st.SearchStrategy[str]:
    """What forged and old buttons send: whatever the registered patterns let in, and what is nearly that."""
    fitting = st.one_of([fitting_press(pattern) for pattern in patterns])
    letters = sorted({pattern.pattern[1] for pattern in patterns})
    nearly = st.builds(lambda press, end: press[:-1] + end, fitting, st.sampled_from(["", ":", "0", ":0", "²", "\n"]))
    forged = st.builds(lambda kind, rest: f"{kind}:{rest}", st.sampled_from([*letters, *string.punctuation]), texts())
    return st.one_of(fitting, fitting, fitting, nearly, forged).map(_within_64_bytes)


def _within_64_bytes(press: str) -> str:
    return press.encode()[:64].decode(errors="ignore") or "."


# ------------------------------------------------------------------------------------------------- files


def _zip_of(name: str, content: bytes, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def _workbook(*rows: Sequence[str]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        assert book.active is not None
        book.active.append(list(row))
    book.save(out)
    book.close()
    return out.getvalue()


def _understated(archive: bytes) -> bytes:
    """A zip file that states a hundred bytes for what unpacks to megabytes."""
    head, entry = archive.index(b"PK\x03\x04"), archive.index(b"PK\x01\x02")
    changed = bytearray(archive)
    changed[head + 22 : head + 26] = changed[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    return bytes(changed)


_LIST = _workbook(("Tổ dân phố", "Họ và tên", "Chức vụ", "Điện thoại"), ("Tổ 5", "Trần Thị Mới", "Tổ trưởng", ""))
_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FILES: tuple[bytes, ...] = (
    b"",
    b"\xff\xfe\x00",
    b"PK\x03\x04",
    _LIST,
    _workbook(("Tổ dân phố", "Họ và tên"), ("=1+1", '=HYPERLINK("http://x","y")'), ("<b>5</b>", "@SUM(1)<i>")),
    "Tổ dân phố,Họ và tên\n5,=cmd|' /C calc'!A0\n<b>,\"\n".encode(),
    "Tổ dân phố;Họ và tên\n5;<b>Lan\u202e</b>\n".encode("utf-16"),
    _zip_of("xl/worksheets/sheet1.xml", _SHEET + b"0" * 30_000_000),
    _understated(_zip_of("xl/worksheets/sheet1.xml", _SHEET + b"0" * 30_000_000)),
    _zip_of("[Content_Types].xml", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>"),
    _zip_of("x.xlsx", _zip_of("y.xlsx", _LIST)),
    _zip_of("../../../tmp/x", b"0" * 20_000_000, zipfile.ZIP_BZIP2),
    bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512,
    b"%PDF-1.7" + b"\0" * 100,
)
"""Broken, boastful and honest files, zip bombs among them."""


def files() -> st.SearchStrategy[bytes]:
    """Files as they may come: those of the list, cut short, with a byte changed, and noise."""
    whole = st.integers(0, len(FILES) - 1).map(FILES.__getitem__)
    short = st.builds(lambda content, share: content[: len(content) * share // 10], whole, st.integers(0, 9))
    bent = st.builds(
        lambda content, at, byte: content[: at % (len(content) + 1)] + byte + content[at % (len(content) + 1) + 1 :],
        whole,
        st.integers(0, 10_000),
        st.binary(min_size=1, max_size=1),
    )
    return st.one_of(whole, short, bent, st.binary(max_size=200))


FILE_NAMES = ("a.xlsx", "a.csv", "a.xls", "A.XLSX", "../../ward.db", "a.xlsx.exe", "", "a" * 300 + ".csv", "<b>.csv")

# ------------------------------------------------------------------------------------------------- objects


def people(ids: Sequence[int]) -> st.SearchStrategy[User]:
    """People with these ids, under whatever names they gave themselves."""
    name = st.one_of(st.sampled_from(["Hải", "<b>Mai</b>", "=1+1", "\u202e", "&"]), st.text(min_size=1, max_size=20))
    return st.builds(
        lambda user, first, last: User(user, first, False, last_name=last),
        st.sampled_from(ids),
        name,
        st.none() | name,
    )


class UpdateStrategies:
    """Objects of the Bot API by their declared types; people are those with `ids`, groups those given."""

    def __init__(self, ids: Sequence[int], groups: Sequence[int] = (FOREIGN_GROUP,)) -> None:
        self._people = people(ids)
        self._groups = groups

    def anything(self) -> st.SearchStrategy[Json]:
        """An update of any kind, every field of it after its declared type."""
        kinds = [name for name in _fields(Update) if name not in ("update_id", "api_kwargs")]
        return st.sampled_from(kinds).flatmap(self._update)

    def said(self, words: st.SearchStrategy[str], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
        """A new or corrected message with a text."""
        kind = st.sampled_from(["message", "message", "message", "edited_message"])
        return kind.flatmap(lambda name: self._update(name, text=words.filter(bool), **more))

    def sent_file(self, content: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[Json]:
        """A document by (file id, file name), as a new message."""
        documents = content.map(lambda file: Document(file[0], file[0], file_name=file[1], file_size=1))
        return self._update("message", document=documents)

    def pressed(self, data: st.SearchStrategy[str]) -> st.SearchStrategy[Json]:
        """A pressed button, under a message of ours, an unreachable one, or none at all."""
        under = self._value(_fields(CallbackQuery)["message"], 2)
        return self._update("callback_query", data=data, message=st.one_of(under, under, under, st.none()))

    def _update(self, kind: str, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
        classes = [one for one in typing.get_args(_fields(Update)[kind]) if one is not NoneType]
        built = self._object(classes[0], 0, tuple(sorted(given.items())))
        return st.builds(
            lambda number, held: Update(number, **{kind: held}).to_dict(), st.integers(1, 2**31 - 1), built
        )

    def _object(
        self, kind: type[TelegramObject], depth: int, given: tuple[tuple[str, st.SearchStrategy[Any]], ...] = ()
    ) -> st.SearchStrategy[TelegramObject]:
        @st.composite
        def build(draw: st.DrawFn) -> TelegramObject:
            concrete = draw(st.sampled_from(_concrete(kind)))
            declared = _fields(concrete)
            needed = [name for name, one in inspect.signature(concrete).parameters.items() if one.default is one.empty]
            free = [
                name for name in declared if name not in needed and name not in dict(given) and name != "api_kwargs"
            ]
            most = _MOST_FIELDS if depth < _DEEPEST else 0
            chosen = draw(st.lists(st.sampled_from(free), max_size=most, unique=True)) if free and most else []
            values = {name: draw(self._field(concrete, name, declared[name], depth + 1)) for name in needed + chosen}
            values |= {name: draw(strategy) for name, strategy in given}
            values = _as_telegram_would(concrete, values, draw, self)
            while True:
                try:
                    return concrete(**values)
                except TypeError as error:
                    # Fields that the Bot API came to require later are optional in the signature alone.
                    late = re.search(r"`(\w+)` is (?:a )?required", str(error))
                    if late is None:
                        raise
                    values[late[1]] = draw(self._field(concrete, late[1], declared[late[1]], depth + 1))

        return build()

    def _field(self, kind: type[TelegramObject], name: str, declared: Any, depth: int) -> st.SearchStrategy[Any]:
        if name == "type" and kind is MessageEntity:
            return st.sampled_from(ENTITY_TYPES)
        if name == "language":
            return st.just("vi")
        return self._value(declared, depth)

    def _value(self, declared: Any, depth: int) -> st.SearchStrategy[Any]:
        origin, arguments = typing.get_origin(declared), typing.get_args(declared)
        if origin is typing.Literal:
            return st.sampled_from(arguments)
        if origin in (list, tuple) or (inspect.isclass(origin) and issubclass(origin, Sequence)):
            return st.lists(self._value(arguments[0], depth), min_size=1, max_size=2).map(tuple)
        if arguments:
            # Spans of time may be written as seconds; Telegram's are no longer than a timedelta can be.
            filled = [
                one for one in arguments if one is not NoneType and (one is not int or timedelta not in arguments)
            ]
            return st.one_of([self._value(one, depth) for one in filled])
        if declared is User:
            return self._people
        if declared is Chat:
            return st.sampled_from([*self._groups, FOREIGN_CHANNEL]).map(_group)
        if inspect.isclass(declared) and issubclass(declared, TelegramObject):
            return self._object(declared, depth)
        if inspect.isclass(declared) and issubclass(declared, Enum):
            return st.sampled_from(list(declared))
        return _SCALARS[declared]

    @property
    def people(self) -> st.SearchStrategy[User]:
        """Who may send or press."""
        return self._people


_SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    int: st.one_of(st.integers(0, 30), st.integers(-(2**52), 2**52)),
    float: st.floats(-180, 180),
    bool: st.booleans(),
    str: texts(),
    datetime: st.sampled_from([0, 1, 1_700_000_000, 2**31 - 1]).map(lambda at: datetime.fromtimestamp(at, UTC)),
    timedelta: st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
    object: st.just({}),
}


def _fields(kind: type[TelegramObject]) -> dict[str, Any]:
    """What the constructor takes, by declared type."""
    known = {**vars(telegram), **vars(inspect.getmodule(kind) or telegram), **_TYPING}
    hints = typing.get_type_hints(kind.__init__, globalns=known)
    return {name: hint for name, hint in hints.items() if name not in ("return", "api_kwargs")}


ENTITY_TYPES = [str(kind) for kind in MessageEntity.ALL_TYPES]
_MOVED = frozenset({"migrate_to_chat_id", "migrate_from_chat_id"})
_TYPING = {"Sequence": Sequence, "timedelta": timedelta}


def _concrete(kind: type[TelegramObject]) -> list[type[TelegramObject]]:
    """The kinds of a union such as ChatMember; itself if there are none."""
    return [leaf for sub in kind.__subclasses__() for leaf in _concrete(sub)] or [kind]


def _group(chat_id: int) -> Chat:
    return Chat(chat_id, Chat.CHANNEL if chat_id == FOREIGN_CHANNEL else Chat.SUPERGROUP, title="<b>Nhóm</b>")


def _as_telegram_would(
    kind: type[TelegramObject], values: dict[str, Any], draw: st.DrawFn, known: UpdateStrategies
) -> dict[str, Any]:
    """The values with what Telegram guarantees."""
    if "chat" in _fields(kind) and kind is not telegram.Story:
        # Most of everything happens in private chats, which have the id of the person.
        sender = "from_user" if "from_user" in _fields(kind) else "user"
        if draw(st.integers(0, 3)):
            person = values.get(sender) or draw(known.people)
            values["chat"] = Chat(person.id, Chat.PRIVATE, first_name=person.first_name)
            values |= {sender: person} if sender in _fields(kind) else {}
        elif kind is Message and values["chat"].type != Chat.CHANNEL:
            values["from_user"] = values.get("from_user") or draw(known.people)
    if (kind is ChatMemberUpdated or _MOVED & values.keys()) and values["chat"].type == Chat.SUPERGROUP:
        # These are Telegram's own word, which nobody can forge; in the ward's group they are no attack.
        values["chat"] = _group(FOREIGN_GROUP)
    if kind is CallbackQuery and values.get("message"):
        values.pop("inline_message_id", None)  # a button is under one or the other
    if kind is CallbackQuery and isinstance(values.get("message"), Message):
        values["message"] = Message(
            1, datetime.now(UTC), values["message"].chat, from_user=User.de_json(BOT, None), text="…"
        )
        if values["message"].chat.type == Chat.PRIVATE:
            person = values["from_user"]
            values["message"] = Message(1, datetime.now(UTC), Chat(person.id, Chat.PRIVATE), text="…")
    if kind is Message:
        values["entities"] = _entities(values.get("text"), draw)
        values["caption_entities"] = _entities(values.get("caption"), draw)
    if kind is Contact:
        # Telegram itself says whose a number is; nobody here owns one that stands in a list.
        values["phone_number"] = f"8490{draw(st.integers(0, 9_999_999)):07d}"
    return values


def _entities(text: str | None, draw: st.DrawFn) -> tuple[MessageEntity, ...] | None:
    """A command where there is one; otherwise at most one entity, within the text."""
    if not text:
        return None
    if text.startswith("/") and (command := text.split(maxsplit=1)[0]) != "/":
        return (MessageEntity("bot_command", 0, len(command)),)
    length = len(text.encode("utf-16-le")) // 2
    kind = draw(st.none() | st.sampled_from(ENTITY_TYPES))
    if kind is None:
        return None
    start = draw(st.integers(0, length - 1))
    return (MessageEntity(kind, start, draw(st.integers(1, length - start)), url="http://x/?<\"'&"),)
