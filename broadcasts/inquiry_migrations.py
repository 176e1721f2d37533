"""The tables of what is handed over to officers; `broadcasts.migrations` says when they came."""

from sqlite_utils import Database


def inquiries(db: Database) -> None:
    """Questions handed over to officers: threads, their messages, and the messages in chats that belong to them."""
    db.execute("alter table recipients add column for_officers integer not null default 0")
    db.execute(
        """
        create table inquiries (
            id integer primary key autoincrement,
            asker integer references recipients (id) on delete set null,
            holder integer references recipients (id) on delete set null,
            state text not null check (state in ('open', 'answered', 'closed')),
            asked_at text not null,
            due_at text not null,
            first_due_at text not null,
            answered_at text,
            changed_at text not null,
            closed_at text,
            nudged_at text
        ) strict
        """
    )
    db.execute("create index inquiries_going on inquiries (state, due_at) where state <> 'closed'")
    db.execute("create index inquiries_by_asker on inquiries (asker) where asker is not null")
    db.execute("create index inquiries_by_holder on inquiries (holder) where holder is not null")
    db.execute(
        """
        create table inquiry_messages (
            id integer primary key autoincrement,
            inquiry integer not null references inquiries (id) on delete cascade,
            side text not null check (side in ('asker', 'ward')),
            author integer references recipients (id) on delete set null,
            text text not null,
            kind text not null,
            entry text not null,
            copied_chat integer references recipients (id) on delete set null,
            copied_message text not null,
            state text not null check (state in ('held', 'waiting', 'sent', 'failed')),
            reason text not null default '',
            attempts integer not null default 0,
            next_try_at text not null,
            at text not null
        ) strict
        """
    )
    db.execute("create index inquiry_messages_by_inquiry on inquiry_messages (inquiry)")
    db.execute("create index inquiry_messages_waiting on inquiry_messages (next_try_at) where state = 'waiting'")
    db.execute("create index inquiry_messages_by_author on inquiry_messages (author) where author is not null")
    db.execute("create index inquiry_messages_by_chat on inquiry_messages (copied_chat) where copied_chat is not null")
    db.execute(
        """
        create table inquiry_posts (
            recipient integer not null references recipients (id) on delete cascade,
            message text not null,
            inquiry integer references inquiries (id) on delete set null,
            side text not null check (side in ('asker', 'ward')),
            primary key (recipient, message)
        ) strict, without rowid
        """
    )
    db.execute("create index inquiry_posts_by_inquiry on inquiry_posts (inquiry)")
    db.execute("create table inquiry_mornings (day text primary key) strict")


def replies(db: Database) -> None:
    """The notice under which a leader began a thread."""
    db.execute("alter table inquiries add column notice integer references notices (id) on delete set null")
    db.execute("create index inquiries_by_notice on inquiries (notice) where notice is not null")
