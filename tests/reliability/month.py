"""A ward that lives by a clock moved by hand: people ask, join and leave, officers tell and answer, jobs do their
rounds.

Everything goes through the application as Telegram would bring it; what people were sent is counted apart from the
program's own rows.
"""

import asyncio
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from telegram import Update

from bot import change_texts, compose_texts, people_texts, receipt_texts, texts
from bot.context import Ward, WardApplication
from bot.pretend import Call, PretendTelegram
from bot.roles import address
from broadcasts import group_store, notice_store, people_store, subscription_store
from broadcasts.asks import AskKind
from broadcasts.people import Choices, Rank, Role
from knowledge import labelled
from knowledge.entry import Event
from tests.bot.phone import SHOWN, Phone, Seen, plain, seen
from tests.conftest import NOW

OFFICERS = (9001, 9002)
LEADERS = range(701, 713)
"""One for each tổ dân phố, numbered from 1."""
GROUPS = range(-112, -100)
FIRST_RESIDENT, FIRST_PASSER_BY = 10_000, 1_000_000
TOPICS = ("moi-truong", "bau-cu", "bhyt-bhxh", "an-ninh")
JOIN, LEAVE, ASK, HAND_OVER = 8, 7, 60, 4
"""How many people do so on a day; the ward grows by one reader a day."""
QUESTIONS = 300
FAULTS = 0.03
"""Of the messages of notices, refused at first by a server that is busy."""
INQUIRY = "tổ tôi mấy giờ thu rác"
HOURS = [time(hour, 30) for hour in range(6, 22)]
_MINUTELY = ("plan_ahead", "at_the_desk", "look", "back_up", "_show_progress")
_CODE = re.compile(r"^📢 .*Mã tin: (\S+)$", re.DOTALL)
"""What a notice looks like to its readers; a digest names codes, too, but begins otherwise."""
_TURNS = 600


class OwnPhone(Phone):
    """A phone that shows its own chat alone: others are sent messages meanwhile."""

    async def gets(self, update: dict[str, Any]) -> list[Seen]:
        before = len(self._telegram.calls)
        await self._application.process_update(Update.de_json(update, self._application.bot))
        own = [
            call
            for call in self._telegram.calls[before:]
            if call.method in SHOWN and int(call.parameters["chat_id"]) == self.chat["id"]
        ]
        self.keyboard = {}
        for call in own:
            rows = (call.parameters.get("reply_markup") or {}).get("inline_keyboard", [])
            self.markup = call.parameters.get("reply_markup")
            self.keyboard |= {button["text"]: button["callback_data"] for row in rows for button in row}
        return [seen(call) for call in own]

    async def taps(self, *labels: str) -> None:
        """Tap buttons one after another, each found by the beginning of its label; an exact one goes first."""
        for label in labels:
            shown = [label] if label in self.keyboard else [one for one in self.keyboard if one.startswith(label)]
            assert shown, f"no button {label} among {list(self.keyboard)}"
            await self.presses_data(self.keyboard[shown[0]])


class Month:
    """One ward, its people and its clock."""

    def __init__(self, folder: Path) -> None:
        """Nothing runs yet: `begin` is given the application that was built upon `telegram` and `clock`."""
        self.folder = folder
        self.now = NOW.replace(hour=0)
        self.telegram = PretendTelegram(self._on_call)
        self.arrived: Counter[str] = Counter()
        """Messages that brought a notice, by its code."""
        self.updates = 0
        self.errors: list[BaseException | None] = []
        self._blocked: set[int] = set()
        self._chance = random.Random(8)
        self._residents: list[int] = []
        self._next_resident, self._next_passer_by = FIRST_RESIDENT, FIRST_PASSER_BY
        self._to_answer: list[tuple[int, list[tuple[str, str]]]] = []
        every = [one.text for one in labelled.on_topic()] + labelled.texts("off_topic")
        every += labelled.texts("small_talk") + [text for text, _ in labelled.waste()]
        # Few enough to be asked again and again: words seen for the first time are remembered, which is no leak.
        self._questions = self._chance.sample(every, QUESTIONS)
        self.application: WardApplication
        self.ward: Ward

    def clock(self) -> datetime:
        return self.now

    # --- The network --------------------------------------------------------------------------------------------------

    def _on_call(self, call: Call) -> tuple[int, str] | None:
        chat = int(call.parameters.get("chat_id", 0))
        if chat in self._blocked:
            return 403, "Forbidden: bot was blocked by the user"
        said = call.parameters.get("text") or call.parameters.get("caption") or ""
        code = _CODE.match(plain(said)) if call.method in ("sendMessage", "copyMessage") else None
        if code is None or chat in OFFICERS:
            return None
        if self._chance.random() < FAULTS:
            return 500, "Internal Server Error"
        self.arrived[code[1]] += 1
        if chat in LEADERS:
            rows = (call.parameters.get("reply_markup") or {}).get("inline_keyboard", [])
            self._to_answer.append((chat, [(one["text"], one["callback_data"]) for row in rows for one in row]))
        return None

    # --- Time ---------------------------------------------------------------------------------------------------------

    async def begin(self, application: WardApplication) -> None:
        """Move in: leaders, groups, the first readers; from here on nothing happens by the real clock but sending."""
        self.application = application
        self.ward = application.bot_data["ward"]
        assert application.job_queue is not None
        application.job_queue.scheduler.pause()

        async def note(_update: object, context: Any) -> None:
            self.errors.append(context.error)

        application.add_error_handler(note)

        def move_in(db: Database) -> None:
            for number, (leader, group) in enumerate(zip(LEADERS, GROUPS, strict=True), 1):
                office = people_store.open_office(
                    db, Role.LEADER, self.now, tdp=str(number), rank=Rank.HEAD, name=f"Lan {number}"
                )
                people_store.take_office(db, office, address(leader), self.now)
                group_store.connect(db, address(group), str(number), self.now)
            for _ in range(100):
                resident = self._new_resident()
                subscription_store.agree(db, address(resident), "v", self.now)
                topic, tdp = TOPICS[resident % len(TOPICS)], str(resident % len(LEADERS) + 1)
                subscription_store.choose(
                    db, address(resident), Choices(frozenset({topic}), tdp, digest=not resident % 3)
                )

        await self.ward.database.run(move_in)
        await self.ward.roles.refresh()

    def _new_resident(self) -> int:
        self._residents.append(self._next_resident)
        self._next_resident += 1
        return self._residents[-1]

    async def job(self, name: str) -> None:
        assert self.application.job_queue is not None
        (job,) = self.application.job_queue.get_jobs_by_name(name)
        await job.run(self.application)

    async def at(self, moment: datetime) -> None:
        """It is that moment: what happens every minute happens, and what can be sent is sent."""
        self.now = max(moment, self.now)
        for name in _MINUTELY:
            await self.job(name)
        await self._all_sent()

    async def _all_sent(self) -> None:
        """Let the engine work until nothing is left that it may do now, a second passing at every look."""
        for _ in range(_TURNS):
            self.ward.dispatcher.wake()
            await asyncio.sleep(0.01)
            if not await self.ward.database.run(_going):
                break
            self.now += timedelta(seconds=1)
        else:
            raise TimeoutError(f"a sending does not end: {await self.ward.database.run(_going)}")

    async def end_plans(self) -> None:
        """An officer lets nothing more come of what was planned."""

        def end(db: Database) -> None:
            for (notice,) in db.execute("select id from notices where state = 'approved'").fetchall():
                notice_store.stop_planning(db, notice, address(OFFICERS[0]), self.now)

        await self.ward.database.run(end)

    async def quiet_day(self) -> None:
        """A day on which nobody does anything but the program."""
        midnight = self._midnight()
        await self._night(midnight)
        await self.at(midnight + timedelta(hours=14))
        self._to_bed(midnight)

    async def _night(self, midnight: datetime) -> None:
        await self.at(midnight + timedelta(hours=3, minutes=10))
        await self.job("_nightly")
        await self.at(midnight + timedelta(hours=3, minutes=30))

    def _to_bed(self, midnight: datetime) -> None:
        """The day is over, and what people's phones have shown is not read again."""
        self.now = midnight + timedelta(days=1)
        self.telegram.calls.clear()
        self.telegram.sent.clear()

    def _midnight(self) -> datetime:
        return self.now.replace(hour=0, minute=0, second=0, microsecond=0)

    async def day(self, number: int) -> None:
        """One day of life, the first being number 0."""
        midnight = self._midnight()
        await self._night(midnight)
        doings = self._doings(number)
        for hour in HOURS:
            await self.at(datetime.combine(midnight.date(), hour, tzinfo=midnight.tzinfo))
            if hour.hour == 7:
                await self.job("morning")
            for doing in doings.get(hour.hour, ()):
                await doing()
                await self._all_sent()
            await self._answer_notices()
            for _ in range(ASK // len(HOURS)):
                await self._passer_by_asks()
        self._to_bed(midnight)

    # --- What people do -----------------------------------------------------------------------------------------------

    def phone(self, person: int) -> OwnPhone:
        """Of somebody who is about to write: who does has the assistant unblocked."""
        self._blocked.discard(person)
        self.updates += 1
        return OwnPhone(self.application, self.telegram, person)

    def _doings(self, number: int) -> dict[int, list[Callable[[], Awaitable[None]]]]:
        """The day's plan by hours."""
        leaders = "⬜ " + compose_texts.ALL_LEADERS
        kinds = [AskKind.RECEIVED, AskKind.CARRIED_OUT, AskKind.FIGURE, AskKind.CHOICE, AskKind.ATTEND]
        doings: dict[int, list[Callable[[], Awaitable[None]]]] = {
            8: [self._join] * JOIN,
            9: [partial(self._tell, f"Ngày {number}: dọn vệ sinh ngõ.", [leaders], kinds[number % len(kinds)])],
            10: [self._hand_over] * HAND_OVER,
            11: [partial(self._tell, f"Ngày {number}: tin cho người dân.", ["⬜ " + compose_texts.BY_TOPIC, "⬜ Rác"])],
            14: [self._officers_answer],
            16: [partial(self._leave, how) for how in range(LEAVE)],
        }
        if number % 7 == 1:
            groups = ["⬜ " + compose_texts.ALL_GROUPS]
            doings[13] = [partial(self._tell, "Nhắc đóng quỹ.", groups, when="thứ năm hằng tuần 8h")]
        if number % 7 == 2:
            ahead = min((one for one in self._events() if one.start > self.now.date()), key=lambda one: one.start)
            when = f"trước {ahead.title} 1 ngày 7h"
            doings[13] = [partial(self._tell, "Sắp đến hạn.", [leaders], when=when)]
        if number % 3 == 2:
            doings[15] = [partial(self._correct, f"Ngày {number}: tin cho người dân, xin đính chính.")]
        if number % 5 == 4:
            doings[17] = [self._recall]
        return doings

    def _events(self) -> Iterable[Event]:
        return self.ward.assistant.library.events.values()

    async def _join(self) -> None:
        resident = self._new_resident()
        phone = self.phone(resident)
        await phone.says(f"/start t_{TOPICS[resident % len(TOPICS)]}")
        await phone.taps(people_texts.AGREE, people_texts.CHOOSE_TDP, str(resident % len(LEADERS) + 1))
        if resident % 3 == 0:
            await phone.taps(people_texts.AT_ONCE)
        await phone.taps(people_texts.DONE)
        self.updates += 4

    async def _leave(self, how: int) -> None:
        leaver = self._residents.pop(self._chance.randrange(len(self._residents)))
        if how % 3 == 0:
            self._blocked.add(leaver)
        elif how % 3 == 1:
            await self.phone(leaver).says("đừng gửi nữa")
        else:
            phone = self.phone(leaver)
            await phone.says("/xoadulieu")
            await phone.taps(people_texts.DATA_DELETE_YES)

    async def _passer_by_asks(self) -> None:
        """Two questions; now and then a button under an answer, or a word that it was wrong."""
        self._next_passer_by += 1
        phone = self.phone(self._next_passer_by)
        for _ in range(2):
            await phone.says(self._chance.choice(self._questions))
            self.updates += 1
        for label in (texts.NOT_RIGHT, *phone.keyboard):
            if label in phone.keyboard and self._chance.random() < 0.2:
                self.updates += 1
                await phone.taps(label)
                break

    async def _hand_over(self) -> None:
        asker = self._chance.choice(self._residents)
        phone = self.phone(asker)
        await phone.says(f"/hoi_canbo {INQUIRY}, lần {self.updates}")
        await phone.taps(next(label for label in phone.keyboard if label.startswith("✅")))

    async def _officers_answer(self) -> None:
        """All questions but the last are answered; the asker of the first goes on."""
        await self.answer_inquiries(leave=1)

    async def answer_inquiries(self, leave: int = 0) -> None:
        """An officer answers what is open, all but the last few."""
        officer = self.phone(OFFICERS[0])
        await officer.says("/hopthu")
        numbers = await self.ward.database.run(_open_inquiries)
        answered = numbers[: len(numbers) - leave]
        for number in answered:
            await officer.presses_data(f"H:show:{number}")
            await officer.presses_data(f"H:answer:{number}")
            await officer.says("Thu rác lúc 18 giờ.")
            self.updates += 3
        if leave and answered:
            asker = self.phone(await self.ward.database.run(_asker, answered[0]))
            await asker.presses_data(f"h:more:{answered[0]}")
            await asker.says("còn ngày lễ thì sao")

    async def _tell(
        self, text: str, whom: list[str], ask: AskKind = AskKind.NOTHING, when: str = compose_texts.NOW
    ) -> None:
        """An officer writes, chooses, looks; the other one approves where that is needed."""
        author = self.phone(OFFICERS[0])
        await author.says("/thongbao")
        await author.says(text)
        await author.taps(*whom)
        if compose_texts.NEXT_STEP not in author.keyboard:
            await author.taps(compose_texts.BACK)
        await author.taps(compose_texts.NEXT_STEP)
        if compose_texts.ASKS[ask] in author.keyboard:
            await self._choose_ask(author, ask)
        if when in author.keyboard:
            await author.taps(when)
        else:
            await author.says(when)
        send = next(label for label in author.keyboard if label in (compose_texts.SEND, compose_texts.PROPOSE))
        (number,) = re.findall(r":(\d+):", author.keyboard[send])
        await author.taps(send)
        if send == compose_texts.PROPOSE:
            await self.phone(OFFICERS[1]).presses_data(f"b:approve:{number}")
        self.updates += 8

    async def _choose_ask(self, author: OwnPhone, ask: AskKind) -> None:
        await author.taps(compose_texts.ASKS[ask])
        if ask is AskKind.FIGURE:
            await author.says("số hộ")
            await author.taps(compose_texts.NO_TARGET)
        elif ask is AskKind.CHOICE:
            await author.says("Sáng\nChiều")
        elif ask is AskKind.ATTEND:
            await author.says(f"{self.now + timedelta(days=2):%d/%m/%Y} 19h")
        if ask is not AskKind.NOTHING:
            await author.taps(compose_texts.WITHIN[1])

    async def _correct(self, text: str) -> None:
        officer = self.phone(OFFICERS[0])
        await officer.presses_data(f"b:correct:{await self.ward.database.run(_last_sent)}")
        await officer.says(text)
        await officer.taps(change_texts.SEND_CORRECTION)
        self.updates += 2

    async def _recall(self) -> None:
        officer = self.phone(OFFICERS[0])
        await officer.presses_data(f"b:recall:{await self.ward.database.run(_last_sent)}")
        await officer.taps(change_texts.RECALL_YES)

    async def _answer_notices(self) -> None:
        """Three leaders of four press the first button of what they were asked."""
        asked, self._to_answer = self._to_answer, []
        for leader, buttons in asked:
            label, data = next(iter(buttons), ("", ""))
            if data and label != receipt_texts.RELAY and leader % 4:
                phone = self.phone(leader)
                await phone.presses_data(data)
                if data.startswith("v:figure"):
                    await phone.says("45")


def _going(db: Database) -> list[int]:
    """Sendings that go on, or are due and have not begun."""
    return [row[0] for row in db.execute("select id from sendings where state = 'going'")]


def _open_inquiries(db: Database) -> list[int]:
    return [row[0] for row in db.execute("select id from inquiries where state = 'open' order by id")]


def _asker(db: Database, number: int) -> int:
    question = "select chat_id from inquiries join recipients on recipients.id = asker where inquiries.id = ?"
    return int(db.execute(question, [number]).fetchone()[0])


def _last_sent(db: Database) -> int:
    """The last notice to residents that was sent whole and not recalled."""
    return int(
        db.execute(
            """
            select max(sendings.id) from sendings join notices on notices.id = notice
            where kind = 'notice' and sendings.state = 'done' and text like '%tin cho người dân%'
            """
        ).fetchone()[0]
    )
