"""Accepting an office: by link, by a typed code, or by one's own phone number. One tap and a confirmation."""

from datetime import timedelta

from telegram import Message, ReplyKeyboardRemove, Update
from telegram.ext import filters

from bot import office_texts
from bot import people_keyboards as keyboards
from bot import people_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import JOIN
from bot.menus import roles_changed
from bot.presses import answer, pressed
from bot.replies import say, tell, tell_officers, turn
from bot.rights import PRIVATE, Right, on_button, on_command, on_message
from bot.roles import address
from broadcasts import invitation_store, people_store, steps
from broadcasts.people import LONGEST_NAME, InvitationUnknownError
from broadcasts.spellings import phone_number

OWN_NUMBER_LIFE = timedelta(hours=1)
"""How long the question that follows a recognised number waits for its answer."""


class LooksLikeCode(filters.MessageFilter):
    """A message that is nothing but an invitation's code."""

    def filter(self, message: Message) -> bool:
        """Whether its letters are a code's."""
        return invitation_store.looks_like_code((message.text or "").strip())


async def offered_by_link(update: Update, context: WardContext) -> None:
    """`/start j_…`: the invitation behind a link or QR code."""
    await _offer(update, context, (context.args or [""])[0].partition("_")[2])


async def offered_by_code(update: Update, context: WardContext) -> None:
    """A typed code."""
    message = update.effective_message
    await _offer(update, context, (message.text or "").strip() if message else "")


async def _offer(update: Update, context: WardContext, code: str) -> None:
    """Show what a code offers; after too many wrong ones none is read for a while."""
    ward, chat, now = context.ward, update.effective_chat, context.ward.clock()
    if chat is None:
        return
    if ward.wrong_codes.is_used_up(chat.id, now):
        await say(update, context, office_texts.INVITATION_TOO_MANY)
        return
    try:
        found = await ward.database.run(invitation_store.invitation, code, now)
    except InvitationUnknownError:
        ward.wrong_codes.judge(chat.id, now)
        await turn(update, context, office_texts.INVITATION_BAD)
        return
    question = office_texts.invitation_question(ward.name, found.office, found.office.name or _name(update))
    await say(update, context, question, keyboards.invitation(code.upper()))


def _name(update: Update) -> str:
    """The name the person goes by on Telegram, for whom the ward has given none."""
    return update.effective_user.full_name[:LONGEST_NAME] if update.effective_user else ""


async def accept(update: Update, context: WardContext) -> None:
    """The person is who was invited, and agrees."""
    ward, chat, now = context.ward, update.effective_chat, context.ward.clock()
    if chat is None:
        return
    if ward.wrong_codes.is_used_up(chat.id, now):
        await turn(update, context, office_texts.INVITATION_TOO_MANY)
        return
    code, consent = pressed(update)[2], texts.version(texts.office_consent(ward.name))
    try:
        taken, succeeded = await ward.database.run(steps.accept, code, address(chat.id), _name(update), consent, now)
    except InvitationUnknownError:
        if await ward.database.run(people_store.offices_of, address(chat.id)):
            await answer(update, context)  # pressed twice: the good news stands there already
            return
        ward.wrong_codes.judge(chat.id, now)
        await turn(update, context, office_texts.INVITATION_BAD)
        return
    await roles_changed(context.bot, ward.roles)
    await turn(update, context, office_texts.office_taken(taken))
    await tell_officers(context, office_texts.office_taken_notice(taken), but=chat.id)
    for office, before in succeeded:
        await tell(context, int(before), office_texts.office_ended(office))


async def decline(update: Update, context: WardContext) -> None:
    """Nothing is used up."""
    await turn(update, context, office_texts.INVITATION_DECLINED)


async def explain(update: Update, context: WardContext) -> None:
    """How a leader gets linked: by code, or by the button that sends one's own number."""
    chat = update.effective_chat
    if chat is not None:
        await answer(update, context)
        await context.bot.send_message(
            chat.id, office_texts.LEADER_HOW, parse_mode="HTML", reply_markup=keyboards.share_contact()
        )


async def compare_contact(update: Update, context: WardContext) -> None:
    """A shared contact: only one's own counts, it is compared with the list and not kept."""
    ward, chat, message = context.ward, update.effective_chat, update.effective_message
    if chat is None or message is None or message.contact is None or update.effective_user is None:
        return
    now = ward.clock()
    if ward.wrong_codes.is_used_up(chat.id, now):
        await say(update, context, office_texts.INVITATION_TOO_MANY)
        return
    if message.contact.user_id != update.effective_user.id:
        ward.wrong_codes.judge(chat.id, now)
        await say(update, context, office_texts.CONTACT_NOT_OWN)
        return
    phone = phone_number(message.contact.phone_number)
    office = await ward.database.run(people_store.office_for_phone, phone) if phone else None
    await context.bot.send_message(chat.id, office_texts.CONTACT_CHECKED, reply_markup=ReplyKeyboardRemove())
    if office is None:
        ward.wrong_codes.judge(chat.id, now)
        await say(update, context, office_texts.CONTACT_UNKNOWN)
        return
    code = invitation_store.new_code()
    await ward.database.run(steps.invite, office.id, code, None, now, now + OWN_NUMBER_LIFE)
    await _offer(update, context, code)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    code = f"[{invitation_store.CODE_LETTERS}{invitation_store.CODE_DIGITS}]{{{invitation_store.CODE_LENGTH}}}"
    on_command(application, "start", offered_by_link, PRIVATE & filters.Regex(r"^/start j_"))
    on_message(application, PRIVATE & filters.TEXT & LooksLikeCode(), offered_by_code, Right.EVERYONE)
    on_message(application, PRIVATE & filters.CONTACT, compare_contact, Right.EVERYONE)
    on_button(application, f"{JOIN}:how", explain)
    on_button(application, f"{JOIN}:yes:{code}", accept)
    on_button(application, f"{JOIN}:no", decline)
