"""Ready notices become drafts: what fits the month comes first, gaps are filled in, nothing is sent by that."""

import pytest

from bot import compose_texts
from bot import template_texts as texts
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.roles import address
from bot.settings import Settings
from bot.texts import NEXT_PAGE, PREVIOUS_PAGE
from broadcasts import notice_store, subscription_store
from broadcasts.notice import Notice, NoticeState
from broadcasts.people import Choices
from tests.bot.phone import Phone, plain
from tests.conftest import NOW

OWN = """
- id: hop-to
  title: Họp tổ cuối năm
  months: [{month}]
  text: "Mời họp lúc «giờ họp» tại «nơi họp», đúng «giờ họp»."
  audience: {{groups_of: ["5"]}}
  plan: ["7h sáng mai"]
  check_first: Hỏi lại lịch của phường.
  sources: [{{doc: Quy ước của phường, at: mục 1}}]
- id: hop-bao-cao
  title: Họp báo cáo
  text: Mời họp.
  audience: {{leaders: true}}
  ask: {{kind: attend}}
  sources: [{{doc: Quy ước của phường}}]
"""


@pytest.fixture
def officer(application: WardApplication, telegram: PretendTelegram, settings: Settings) -> Phone:
    folder = settings.data_dir / "templates"
    folder.mkdir()
    (folder / "phuong.yaml").write_text(OWN.format(month=NOW.month), encoding="utf-8")
    return Phone(application, telegram, 9001, name="Mai")


async def _draft(application: WardApplication) -> Notice:
    found: Notice | None = await application.bot_data["ward"].database.run(notice_store.notice, 1)
    assert found is not None
    return found


async def test_a_template_is_looked_at_used_and_its_gaps_are_filled_in(
    application: WardApplication, officer: Phone
) -> None:
    await officer.asks("/thongbao")
    listed = await officer.presses(compose_texts.TEMPLATES)
    assert listed.text == plain(texts.LIST)
    assert (len(listed.buttons), listed.buttons[-1]) == (7, NEXT_PAGE)
    assert (await officer.presses(NEXT_PAGE)).buttons[-2:] == (PREVIOUS_PAGE, NEXT_PAGE)
    (shown,) = await officer.presses_data("p:show:hop-to")
    assert shown.text == (
        "Họp tổ cuối năm\n\nMời họp lúc «giờ họp» tại «nơi họp», đúng «giờ họp».\n\n"
        "⚠️ Cần xem lại trước khi gửi: Hỏi lại lịch của phường.\n\nCăn cứ: Quy ước của phường, mục 1"
    )
    assert (await officer.presses(texts.USE)).text == plain(texts.fill("giờ họp", 2))
    assert (await officer.asks("19 giờ <b>")).text == plain(texts.fill("nơi họp", 1))
    await officer.asks("nhà văn hóa")
    draft = await _draft(application)
    assert draft.body.text == "Mời họp lúc 19 giờ &lt;b&gt; tại nhà văn hóa, đúng 19 giờ &lt;b&gt;."
    assert (draft.state, draft.audience.groups_of) == (NoticeState.DRAFT, ("5",))


async def test_a_meeting_is_left_to_the_officer_to_time(application: WardApplication, officer: Phone) -> None:
    said = await officer.presses_data("p:use:hop-bao-cao")
    assert said[0].text == texts.MEETING_LATER
    assert (await _draft(application)).body.ask.kind == "nothing"


async def test_what_is_gone_or_broken_is_said(application: WardApplication, officer: Phone, settings: Settings) -> None:
    for gone in ("p:show:khong-co", "p:use:khong-co"):
        assert (await officer.presses_data(gone))[0].text == texts.GONE
    (settings.data_dir / "templates" / "phuong.yaml").write_text("- id: x\n", encoding="utf-8")
    assert (await officer.presses_data("p:list:0"))[0].text == texts.BROKEN


async def test_an_urgent_template_goes_on_where_everybody_it_reaches_chose_the_digest(
    application: WardApplication, officer: Phone, settings: Settings
) -> None:
    run = application.bot_data["ward"].database.run
    await run(subscription_store.agree, address(501), "v1", NOW)
    await run(subscription_store.choose, address(501), Choices(frozenset({"an-ninh"}), None, digest=True))
    own = settings.data_dir / "templates" / "khan.yaml"
    own.write_text(
        "- {id: bao-khan, title: Báo khẩn, text: Tối nay mất điện., audience: {topics: [an-ninh]}, urgent: true,"
        " sources: [{doc: Quy ước của phường}]}\n",
        encoding="utf-8",
    )
    assert (await officer.presses_data("p:use:bao-khan"))[0].text == plain(compose_texts.WHEN)
