"""The broadcasts room's tables, in the order in which they came. Times are UTC in ISO 8601."""

from sqlite_utils import Database, Migrations

from broadcasts import inquiry_migrations

migrations = Migrations("broadcasts")


@migrations(name="0001_people")
def people(db: Database) -> None:
    """Recipients and what they chose, offices and invitations, and who changed what.

    `recipients` is the only table that holds chat ids; everything personal hangs on its rows.
    """
    db.execute("create table tdps (id integer primary key autoincrement, name text not null unique) strict")
    db.execute(
        """
        create table recipients (
            id integer primary key autoincrement,
            channel text not null,
            chat_id text not null,
            kind text not null check (kind in ('person', 'group')),
            tdp integer references tdps (id),
            digest integer not null default 0,
            for_leaders integer not null default 0,
            muted integer not null default 0,
            lost_at text,
            created_at text not null,
            unique (channel, chat_id)
        ) strict
        """
    )
    db.execute("create index recipients_groups on recipients (kind) where kind = 'group'")
    db.execute("create index recipients_by_tdp on recipients (tdp) where tdp is not null")
    db.execute(
        """
        create table consents (
            id integer primary key,
            recipient integer not null references recipients (id) on delete cascade,
            version text not null,
            given_at text not null
        ) strict
        """
    )
    db.execute("create index consents_by_recipient on consents (recipient)")
    db.execute(
        """
        create table subscriptions (
            topic text not null,
            recipient integer not null references recipients (id) on delete cascade,
            primary key (topic, recipient)
        ) strict, without rowid
        """
    )
    db.execute("create index subscriptions_by_recipient on subscriptions (recipient)")
    db.execute(
        """
        create table offices (
            id integer primary key autoincrement,
            role text not null check (role in ('leader', 'officer')),
            rank text check (rank in ('to-truong', 'to-pho')),
            tdp integer references tdps (id),
            name text,
            phone text,
            recipient integer references recipients (id) on delete set null,
            since text not null,
            until text,
            check ((role = 'leader') = (tdp is not null and rank is not null))
        ) strict
        """
    )
    db.execute("create index offices_by_recipient on offices (recipient) where recipient is not null")
    db.execute("create index offices_by_tdp on offices (tdp) where tdp is not null")
    db.execute(
        """
        create table invitations (
            id integer primary key autoincrement,
            office integer not null references offices (id) on delete cascade,
            code_hash text not null unique,
            made_at text not null,
            expires_at text not null,
            used_at text,
            revoked_at text
        ) strict
        """
    )
    db.execute(
        """
        create table audit (
            id integer primary key,
            at text not null,
            actor integer references recipients (id) on delete set null,
            action text not null,
            about text not null,
            old text not null,
            new text not null
        ) strict
        """
    )
    db.execute("create index audit_by_actor on audit (actor) where actor is not null")


@migrations(name="0002_notices")
def notices(db: Database) -> None:
    """Notices, their sendings, and one durable row for each message of a sending."""
    db.execute(
        """
        create table notices (
            id integer primary key autoincrement,
            code text not null unique,
            author integer references recipients (id) on delete set null,
            text text not null,
            copied_channel text,
            copied_chat text,
            copied_message text,
            audience text not null,
            good_for_seconds integer not null,
            urgent integer not null default 0,
            version integer not null default 1,
            created_at text not null
        ) strict
        """
    )
    db.execute(
        """
        create table sendings (
            id integer primary key autoincrement,
            notice integer not null references notices (id) on delete cascade,
            due_at text not null,
            deadline text not null,
            state text not null,
            reason text not null default '',
            resolved integer not null default 0,
            started_at text,
            finished_at text,
            unique (notice, due_at)
        ) strict
        """
    )
    db.execute("create index sendings_by_state on sendings (state, due_at)")
    db.execute(
        """
        create table deliveries (
            id integer primary key,
            sending integer not null references sendings (id) on delete cascade,
            recipient integer references recipients (id) on delete set null,
            rank integer not null,
            state text not null,
            reason text not null default '',
            attempts integer not null default 0,
            possibly_twice integer not null default 0,
            message text not null default '',
            next_try_at text not null,
            claimed_at text,
            done_at text,
            unique (sending, recipient)
        ) strict
        """
    )
    # What is still to be done is looked for many times a second, what is done never.
    db.execute(
        "create index deliveries_open on deliveries (sending, state, rank, id) where state in ('waiting', 'claimed')"
    )
    db.execute("create index deliveries_by_recipient on deliveries (recipient) where recipient is not null")


@migrations(name="0003_plans")
def plans(db: Database) -> None:
    """When a notice is sent: drafts until approved, plans that come again, and how far each has been planned."""
    db.execute("alter table notices add column state text not null default 'approved'")
    db.execute("alter table notices add column plan text not null default ''")
    db.execute("alter table notices add column planned_until text")
    db.execute("alter table notices add column pause_tet integer not null default 0")
    db.execute("create index notices_by_state on notices (state)")


@migrations(name="0004_digests")
def digests(db: Database) -> None:
    """The weekly digests that were planned, so that none is planned twice."""
    db.execute("create table digests (due_at text primary key) strict")


@migrations(name="0005_changes")
def changes(db: Database) -> None:
    """Corrections and recalls, which are sendings about another one, and what the officers were warned of."""
    db.execute("alter table sendings add column kind text not null default 'notice'")
    db.execute("alter table sendings add column about integer references sendings (id) on delete cascade")
    db.execute("alter table sendings add column going_since text")
    db.execute("update sendings set going_since = started_at")
    db.execute("alter table sendings add column warned integer not null default 0")
    db.execute("create index sendings_by_about on sendings (about) where about is not null")
    # Which version of the notice a message carried.
    db.execute("alter table deliveries add column version integer not null default 1")


@migrations(name="0006_asks")
def asks(db: Database) -> None:
    """What readers are asked and what they answered, reminders, and the second officer's word."""
    db.execute("alter table notices add column ask text not null default ''")
    db.execute("alter table notices add column captioned integer not null default 0")
    # What was written until now carries its first and last line in its own text.
    db.execute("alter table notices add column framed integer not null default 0")
    db.execute("alter table notices add column corrected_at text")
    db.execute("alter table notices add column answer_within_seconds integer")
    db.execute("alter table notices add column reminds integer references sendings (id) on delete cascade")
    db.execute("create index notices_by_reminded on notices (reminds) where reminds is not null")
    db.execute(
        """
        create table receipts (
            id integer primary key,
            sending integer not null references sendings (id) on delete cascade,
            recipient integer references recipients (id) on delete set null,
            tdp integer references tdps (id),
            received_at text not null,
            carried_out_at text,
            attends integer,
            figure integer,
            choice integer,
            reason text not null default '',
            changed_at text not null,
            unique (sending, recipient)
        ) strict
        """
    )
    db.execute("create index receipts_by_recipient on receipts (recipient) where recipient is not null")
    # One automatic reminder of each kind; the row is written with the reminder, so that none is made twice.
    db.execute(
        """
        create table reminders (
            sending integer not null references sendings (id) on delete cascade,
            kind text not null,
            primary key (sending, kind)
        ) strict, without rowid
        """
    )


migrations(name="0007_inquiries")(inquiry_migrations.inquiries)
migrations(name="0008_replies")(inquiry_migrations.replies)


@migrations(name="0009_albums")
def albums(db: Database) -> None:
    """Notices that are albums, and which of their messages each reader has; message ids with blanks between them."""
    db.execute("alter table notices add column album text not null default ''")
    # What Telegram calls the album whose parts a draft gathers.
    db.execute("alter table notices add column media_group text not null default ''")
    # What arrived before the words; `message` is the one with the words.
    db.execute("alter table deliveries add column parts text not null default ''")


@migrations(name="0010_draft_ends")
def draft_ends(db: Database) -> None:
    """What is unfinished ends: since when it is kept, if not since it was begun, and when its author was told."""
    db.execute("alter table notices add column kept_at text")
    db.execute("alter table notices add column told_at text")
