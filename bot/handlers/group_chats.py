"""Groups: `/ketnoi` binds one to a TDP or to all leaders; removal, lost rights and moves are followed."""

from telegram import ChatMember, ChatMemberRestricted, Update
from telegram.ext import ChatMemberHandler, filters

from bot import office_texts as texts
from bot import people_keyboards as keyboards
from bot.context import WardApplication, WardContext
from bot.inquiry_texts import OFFICERS_GROUP, OFFICERS_GROUP_CONNECTED
from bot.keyboards import GROUP
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import Entitled, Right, on_button, on_command, on_message
from bot.roles import address
from broadcasts import group_store, people_store, steps
from broadcasts.people import ConnectedGroup, Role, Tdp

GROUPS = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE


async def only_in_groups(update: Update, context: WardContext) -> None:
    """`/ketnoi` in a private chat."""
    await say(update, context, texts.CONNECT_IN_GROUP)


async def connect(update: Update, context: WardContext) -> None:
    """`/ketnoi` in a group: a leader of one TDP binds it at once; others choose."""
    ward, person = context.ward, update.effective_user
    if person is None:
        return
    offices = await ward.database.run(people_store.offices_of, address(person.id))
    own = sorted({office.tdp for office in offices if office.tdp})
    bound = await _bound(update, context)
    if len(own) == 1 and bound is None and Role.OFFICER not in ward.roles.of(person.id):
        await _bind(update, context, own[0])
        return
    await _show(update, context, 0)


async def turn_page(update: Update, context: WardContext) -> None:
    """Another page of TDPs."""
    await _show(update, context, int(pressed(update)[2]))


async def _show(update: Update, context: WardContext, page: int) -> None:
    """The TDPs the person may bind the group to; officers may also make it the leaders' group or their own."""
    ward, person = context.ward, update.effective_user
    is_officer = Role.OFFICER in ward.roles.of(person.id if person else None)
    allowed = await _allowed(update, context)
    own = ((texts.LEADERS_GROUP, (GROUP, "leaders")), (OFFICERS_GROUP, (GROUP, "officers")))
    more = own if is_officer else ()
    buttons = keyboards.tdp_pages(
        allowed,
        page,
        kind=f"{GROUP}:tdp",
        turn=(GROUP, "page"),
        more=(*more, (texts.DISCONNECT, (GROUP, "off"))),
    )
    await turn(update, context, texts.CONNECT_WHICH, buttons)


async def _allowed(update: Update, context: WardContext) -> list[Tdp]:
    """The TDPs the person may bind a group to: an officer all, a leader their own."""
    ward, person = context.ward, update.effective_user
    tdps = await ward.database.run(people_store.tdps)
    if person is None or Role.OFFICER in ward.roles.of(person.id):
        return tdps if person else []
    own = {office.tdp for office in await ward.database.run(people_store.offices_of, address(person.id))}
    return [tdp for tdp in tdps if tdp.name in own]


async def _bound(update: Update, context: WardContext) -> ConnectedGroup | None:
    """What this group is bound to now."""
    chat = update.effective_chat
    groups = await context.ward.database.run(group_store.connected_groups, lost=True)
    return next((group for group in groups if chat is not None and group.address == address(chat.id)), None)


async def _may_change(update: Update, context: WardContext) -> bool:
    """Whether the person may bind the group anew: an officer any, a leader one that is free or their own TDP's."""
    person, bound = update.effective_user, await _bound(update, context)
    if bound is None or (person is not None and Role.OFFICER in context.ward.roles.of(person.id)):
        return True
    return bound.tdp in {tdp.name for tdp in await _allowed(update, context)}


async def bind_to_tdp(update: Update, context: WardContext) -> None:
    """Bind the group to the TDP that was pressed."""
    names = {tdp.id: tdp.name for tdp in await _allowed(update, context)}
    name = names.get(int(pressed(update)[2]))
    if name is None or not await _may_change(update, context):
        await _show(update, context, 0)
    else:
        await _bind(update, context, name)


async def bind_to_leaders(update: Update, context: WardContext) -> None:
    """Make the group the one of all leaders; for officers only, whoever pressed a button that was theirs."""
    person = update.effective_user
    if person is not None and Role.OFFICER in context.ward.roles.of(person.id):
        await _bind(update, context, None)
    else:
        await _show(update, context, 0)


async def bind_to_officers(update: Update, context: WardContext) -> None:
    """Make the group the officers' own, in which they read what is handed over to them; for officers only."""
    ward, chat, person = context.ward, update.effective_chat, update.effective_user
    if chat is None or person is None or Role.OFFICER not in ward.roles.of(person.id):
        await _show(update, context, 0)
        return
    await ward.database.run(
        steps.connect_group, address(chat.id), None, address(person.id), ward.clock(), for_officers=True
    )
    await turn(update, context, OFFICERS_GROUP_CONNECTED)


async def _bind(update: Update, context: WardContext, tdp: str | None) -> None:
    ward, chat, person, now = context.ward, update.effective_chat, update.effective_user, context.ward.clock()
    if chat is None or person is None:
        return
    await ward.desk.leave(address(chat.id))
    await ward.database.run(steps.connect_group, address(chat.id), tdp, address(person.id), now)
    await turn(update, context, texts.connected(tdp))


async def disconnect(update: Update, context: WardContext) -> None:
    """Forget the group; a leader only a group of their own TDP."""
    ward, chat, person, now = context.ward, update.effective_chat, update.effective_user, context.ward.clock()
    if chat is None or person is None:
        return
    if not await _may_change(update, context):
        await _show(update, context, 0)
        return
    await ward.desk.leave(address(chat.id))
    await ward.database.run(steps.disconnect_group, address(chat.id), address(person.id), now)
    await turn(update, context, texts.DISCONNECTED)


async def membership(update: Update, context: WardContext) -> None:
    """The assistant was added, removed, silenced, blocked or let in again."""
    change, chat, ward = update.my_chat_member, update.effective_chat, context.ward
    if change is None or chat is None:
        return
    member = change.new_chat_member
    if member.status in (ChatMember.LEFT, ChatMember.BANNED):
        await ward.database.run(group_store.lose, address(chat.id), ward.clock())
    elif isinstance(member, ChatMemberRestricted) and not member.can_send_messages:
        await ward.database.run(group_store.set_muted, address(chat.id), muted=True)
    else:
        await ward.database.run(group_store.find_again, address(chat.id))
        was_out = change.old_chat_member.status in (ChatMember.LEFT, ChatMember.BANNED)
        if was_out and chat.type in (chat.GROUP, chat.SUPERGROUP):
            await context.bot.send_message(chat.id, texts.group_greeting(ward.name), parse_mode="HTML")


async def migrated(update: Update, context: WardContext) -> None:
    """The group goes on as a supergroup under another id. Telegram tells it twice, from either side."""
    message = update.effective_message
    if message is None:
        return
    before, after = message.migrate_from_chat_id or message.chat_id, message.migrate_to_chat_id or message.chat_id
    ward = context.ward
    await ward.database.run(group_store.move, address(before), address(after), ward.clock())


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    on_command(application, "ketnoi", connect, GROUPS)
    on_command(application, "ketnoi", only_in_groups, filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE)
    on_button(application, f"{GROUP}:page:[0-9]{{1,3}}", turn_page)
    on_button(application, f"{GROUP}:tdp:[0-9]{{1,9}}", bind_to_tdp)
    on_button(application, f"{GROUP}:leaders", bind_to_leaders)
    on_button(application, f"{GROUP}:officers", bind_to_officers)
    on_button(application, f"{GROUP}:off", disconnect)
    on_message(application, filters.StatusUpdate.MIGRATE, migrated, Right.EVERYONE)
    member = ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER)
    application.add_handler(Entitled(member, Right.EVERYONE))
