"""What authors are told of drafts they have left: on a working day's morning, a week before they are deleted."""

from collections import defaultdict

from bot import compose_keyboards as keyboards
from bot import compose_texts as texts
from bot.content_duty import is_working_day
from bot.context import WardContext
from bot.replies import tell
from broadcasts import draft_end_store, notice_store
from broadcasts.notice import Notice
from broadcasts.people import Address


async def tell_authors(context: WardContext) -> None:
    """Tell each author once, of all drafts in one message; those of who is no officer any more end untold."""
    ward = context.ward
    if not is_working_day(ward.clock().astimezone(ward.settings.zone)):
        return
    found = await ward.database.run(draft_end_store.ending, ward.clock())
    by_author: defaultdict[Address | None, list[Notice]] = defaultdict(list)
    for one in found:
        by_author[await ward.database.run(notice_store.author_of, one)].append(one)
    for author, theirs in by_author.items():
        listed = theirs[: keyboards.MOST_DRAFTS]
        if author is not None and int(author.chat_id) in ward.roles.officers():
            text = texts.drafts_end(listed, len(theirs) - len(listed))
            await tell(context, int(author.chat_id), text, keyboards.drafts_end(listed))
        await ward.database.run(draft_end_store.told, theirs, ward.clock())
