"""`/moi`: inviting a leader or an officer: link, code and QR picture, ready to be passed on."""

import asyncio
from datetime import timedelta

from telegram import Update

from bot import office_texts
from bot import people_keyboards as keyboards
from bot import people_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import INVITE
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import PRIVATE, Right, on_awaited, on_buttons, on_command
from bot.roles import address
from broadcasts import invitation_store, people_store, steps
from broadcasts.people import LONGEST_NAME, Rank, Role
from broadcasts.spellings import tdp_name

AWAIT_TDP, AWAIT_NAME = "tdp to invite for", "name of the invited"


async def start(update: Update, context: WardContext) -> None:
    """Whom to invite."""
    await turn(update, context, office_texts.INVITE_WHOM, keyboards.invite_whom())


async def choose_tdp(update: Update, context: WardContext) -> None:
    """For which TDP; without any known it is typed."""
    rank, page = Rank(pressed(update)[2]), int(pressed(update)[3])
    tdps = await context.ward.database.run(people_store.tdps)
    if not tdps:
        await type_tdp(update, context)
        return
    buttons = keyboards.tdp_pages(
        tdps,
        page,
        kind=f"{INVITE}:tdp:{rank}",
        turn=(INVITE, "tdps", rank),
        more=((office_texts.OTHER_TDP, (INVITE, "other", rank)), (texts.BACK, (INVITE, "start"))),
    )
    await turn(update, context, office_texts.WHICH_TDP, buttons)


async def type_tdp(update: Update, context: WardContext) -> None:
    """Await the name of a TDP."""
    if update.effective_chat is not None:
        context.ward.expecting.expect(update.effective_chat.id, AWAIT_TDP, Rank(pressed(update)[2]))
        await say(update, context, office_texts.TYPE_TDP)


async def typed_tdp(update: Update, context: WardContext) -> None:
    """The name of a TDP, as typed."""
    message = update.effective_message
    awaited = context.ward.expecting.awaited(message.chat_id) if message else None
    if message is None or awaited is None:
        return
    name = tdp_name(message.text or "")
    if name is None:
        await say(update, context, office_texts.BAD_TDP)
        return
    await _ask_for_name(update, context, awaited.about, name)


async def chosen_tdp(update: Update, context: WardContext) -> None:
    """A TDP by its button."""
    name = await context.ward.database.run(people_store.tdp_name, int(pressed(update)[3]))
    if name is None:
        await start(update, context)
    else:
        await _ask_for_name(update, context, Rank(pressed(update)[2]), name)


async def _ask_for_name(update: Update, context: WardContext, rank: Rank, tdp: str) -> None:
    """Whom the ward's list names for this office is invited at once; otherwise the name is asked for."""
    current = await context.ward.database.run(people_store.current_offices)
    waiting = [one for one in current if (one.tdp, one.rank, one.linked) == (tdp, rank, False)]
    if rank is Rank.HEAD and len(waiting) == 1 and waiting[0].name:
        await _invite(update, context, waiting[0].id)
    elif update.effective_chat is not None:
        context.ward.expecting.expect(update.effective_chat.id, AWAIT_NAME, (Role.LEADER, rank, tdp))
        await say(update, context, office_texts.TYPE_NAME, keyboards.skip_name())


async def officer(update: Update, context: WardContext) -> None:
    """Invite an officer."""
    if update.effective_chat is not None:
        context.ward.expecting.expect(update.effective_chat.id, AWAIT_NAME, (Role.OFFICER, None, None))
        await say(update, context, office_texts.TYPE_NAME, keyboards.skip_name())


async def typed_name(update: Update, context: WardContext) -> None:
    """The name of the invited, as typed."""
    message = update.effective_message
    await _open_and_invite(update, context, " ".join((message.text or "").split())[:LONGEST_NAME] if message else "")


async def no_name(update: Update, context: WardContext) -> None:
    """Invite without a name."""
    await _open_and_invite(update, context, "")


async def _open_and_invite(update: Update, context: WardContext, name: str) -> None:
    chat, ward = update.effective_chat, context.ward
    awaited = ward.expecting.awaited(chat.id) if chat else None
    if chat is None or awaited is None or awaited.kind != AWAIT_NAME:
        await start(update, context)
        return
    ward.expecting.taken(chat.id)
    role, rank, tdp = awaited.about

    office_id = await ward.database.run(
        people_store.open_office, role, ward.clock(), tdp=tdp, rank=rank, name=name or None
    )
    await _invite(update, context, office_id)


async def _invite(update: Update, context: WardContext, office_id: int) -> None:
    """Make the invitation and send it: a text to forward, and the QR picture."""
    chat, ward, now = update.effective_chat, context.ward, context.ward.clock()
    if chat is None:
        return
    code = invitation_store.new_code()
    until = (now + timedelta(days=ward.settings.invitation_days)).replace(hour=23, minute=59, second=59)
    offered = await ward.database.run(steps.invite, office_id, code, address(chat.id), now, until)
    if offered is None:
        await start(update, context)
        return
    link = f"https://t.me/{context.bot.username}?start=j_{code}"
    await say(update, context, office_texts.invitation_made(ward.name, offered, code, link, until))
    from bot.poster import qr_png

    await context.bot.send_photo(
        chat.id, await asyncio.to_thread(qr_png, link), caption=office_texts.INVITATION_HINT, parse_mode="HTML"
    )


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    rank = "(?:to-truong|to-pho)"
    on_command(application, "moi", start, PRIVATE)
    on_awaited(application, AWAIT_TDP, typed_tdp, Right.OFFICER)
    on_awaited(application, AWAIT_NAME, typed_name, Right.OFFICER)
    buttons = {
        f"{INVITE}:start": start,
        f"{INVITE}:tdps:{rank}:[0-9]{{1,3}}": choose_tdp,
        f"{INVITE}:other:{rank}": type_tdp,
        f"{INVITE}:tdp:{rank}:[0-9]{{1,9}}": chosen_tdp,
        f"{INVITE}:officer": officer,
        f"{INVITE}:noname": no_name,
    }
    on_buttons(application, buttons)
