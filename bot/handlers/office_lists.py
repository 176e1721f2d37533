"""Behind `/moi`: who leads which TDP and who is reached, open invitations, officers, and what was done."""

from telegram import Update

from bot import office_texts
from bot import people_keyboards as keyboards
from bot import people_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import INVITE
from bot.menus import roles_changed
from bot.presses import pressed
from bot.replies import tell, turn
from bot.rights import on_buttons
from bot.roles import actor, address
from broadcasts import audit_store, invitation_store, people_store, steps, subscription_store
from broadcasts.people import Office, Rank, Role

LATEST_STEPS = 15
"""Lines of the audit on one page."""


async def show_lists(update: Update, context: WardContext) -> None:
    """What there is to look at."""
    await turn(update, context, office_texts.INVITE_MORE, keyboards.lists())


async def show_tdps(update: Update, context: WardContext) -> None:
    """All TDPs with their heads' state."""
    database = context.ward.database
    tdps = await database.run(people_store.tdps)
    offices = await database.run(people_store.current_offices)
    # With a successor on the way, the one who is linked counts.
    heads: dict[str, Office] = {}
    for office in offices:
        if office.rank is Rank.HEAD and office.tdp and (office.tdp not in heads or office.linked):
            heads[office.tdp] = office
    marks = [office_texts.mark(heads.get(tdp.name)) for tdp in tdps]
    heading = office_texts.tdp_list_heading(marks) if tdps else office_texts.NO_TDPS_FOR_OFFICERS
    buttons = keyboards.tdp_pages(
        tdps,
        int(pressed(update)[2]),
        kind=f"{INVITE}:at",
        turn=(INVITE, "list"),
        labels={tdp.id: office_texts.tdp_button(tdp.name, heads.get(tdp.name)) for tdp in tdps},
        more=((texts.BACK, (INVITE, "lists")),),
    )
    await turn(update, context, heading, buttons)


async def show_tdp(update: Update, context: WardContext) -> None:
    """One TDP: who leads it, how many receive its notices."""
    database, number = context.ward.database, int(pressed(update)[2])
    name = await database.run(people_store.tdp_name, number)
    if name is None:
        await show_lists(update, context)
        return
    offices = [one for one in await database.run(people_store.current_offices) if one.tdp == name]
    residents = await database.run(subscription_store.resident_count, name)
    keyboard = keyboards.holders(offices, (INVITE, "list", 0), number)
    await turn(update, context, office_texts.tdp_page(name, offices, residents), keyboard)


async def show_officers(update: Update, context: WardContext) -> None:
    """The ward's officers. Those named in the settings become officers again at the next start."""
    offices = await context.ward.database.run(people_store.current_offices)
    officers = [one for one in offices if one.role is Role.OFFICER]
    await turn(update, context, office_texts.officers_page(officers), keyboards.holders(officers, (INVITE, "lists")))


async def show_invitations(update: Update, context: WardContext) -> None:
    """Invitations that can still be accepted, with a button to take each back."""
    ward = context.ward
    open_ones = await ward.database.run(invitation_store.open_invitations, ward.clock())
    text = office_texts.invitations_page(open_ones, ward.settings.zone)
    await turn(update, context, text, keyboards.invitations(open_ones))


async def revoke(update: Update, context: WardContext) -> None:
    """Take an invitation back."""
    ward, number = context.ward, int(pressed(update)[2])
    await ward.database.run(steps.revoke, number, actor(update), ward.clock())
    await show_invitations(update, context)


async def ask_to_end(update: Update, context: WardContext) -> None:
    """One question before an office is taken away."""
    office = await context.ward.database.run(people_store.office, int(pressed(update)[2]))
    if office is None or office.until is not None:
        await show_lists(update, context)
    else:
        await turn(update, context, office_texts.end_question(office), keyboards.end_office(office))


async def end(update: Update, context: WardContext) -> None:
    """The holder lays the office down, and is told."""
    ward, number = context.ward, int(pressed(update)[2])
    ended = await ward.database.run(steps.end, number, actor(update), ward.clock())
    await roles_changed(context.bot, ward.roles)
    await turn(update, context, office_texts.OFFICE_ENDED_DONE, keyboards.back_to_lists())
    if ended is not None and ended[1] is not None:
        await tell(context, int(ended[1]), office_texts.office_ended(ended[0]))
        if ended[0].role is Role.OFFICER:
            await ward.desk.leave(address(int(ended[1])))


async def show_audit(update: Update, context: WardContext) -> None:
    """The last steps of officers and leaders."""
    lines = await context.ward.database.run(audit_store.latest, LATEST_STEPS)
    await turn(update, context, office_texts.audit_page(lines, context.ward.settings.zone), keyboards.back_to_lists())


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    buttons = {
        f"{INVITE}:lists": show_lists,
        f"{INVITE}:list:[0-9]{{1,3}}": show_tdps,
        f"{INVITE}:at:[0-9]{{1,9}}": show_tdp,
        f"{INVITE}:officers": show_officers,
        f"{INVITE}:open": show_invitations,
        f"{INVITE}:revoke:[0-9]{{1,9}}": revoke,
        f"{INVITE}:end:[0-9]{{1,9}}": ask_to_end,
        f"{INVITE}:ended:[0-9]{{1,9}}": end,
        f"{INVITE}:audit": show_audit,
    }
    on_buttons(application, buttons)
