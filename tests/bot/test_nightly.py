"""What is cleaned every night, with the clock moved on."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.app import build_application, running
from bot.pretend import PretendTelegram
from bot.rights import Right, right_of
from bot.roles import address
from bot.settings import Settings
from broadcasts import group_store, people_store, personal_data_store
from broadcasts.people import LOST_KEPT, Rank, Role
from knowledge.assistant import Assistant
from tests.conftest import NOW


async def test_who_was_lost_for_half_a_year_is_forgotten_with_the_role(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant
) -> None:
    now: list[datetime] = [NOW]
    built = build_application(settings, request=telegram, clock=lambda: now[0], assistant=assistant)

    def lead_and_lose(db: Database) -> None:
        office = people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD, name="Lan")
        people_store.take_office(db, office, address(701), NOW)
        group_store.lose(db, address(701), NOW)

    async with running(built) as application:
        ward = application.bot_data["ward"]
        assert application.job_queue is not None
        (nightly,) = application.job_queue.get_jobs_by_name("_nightly")
        await ward.database.run(lead_and_lose)
        await ward.roles.refresh()
        for passed, stays in ((LOST_KEPT, True), (LOST_KEPT + timedelta(hours=1), False)):
            now[0] = NOW + passed
            await nightly.run(application)
            assert (right_of(ward.roles.of(701)) is Right.LEADER) is stays
            assert bool(await ward.database.run(personal_data_store.everything_about, address(701))) is stays
