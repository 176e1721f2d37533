BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'knowledge','0001_questions','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'knowledge','0002_pictures','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'broadcasts','0001_people','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'broadcasts','0002_notices','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'broadcasts','0003_plans','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'knowledge','0003_misses','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'knowledge','0004_teaching','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'broadcasts','0004_digests','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'broadcasts','0005_changes','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'broadcasts','0006_asks','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'broadcasts','0007_inquiries','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'broadcasts','0008_replies','2026-11-22 02:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'broadcasts','0009_albums','2026-11-22 02:00:00.000000+00:00');
CREATE TABLE audit (
            id integer primary key,
            at text not null,
            actor integer references recipients (id) on delete set null,
            action text not null,
            about text not null,
            old text not null,
            new text not null
        ) strict
        ;
INSERT INTO "audit" VALUES(1,'2026-11-02T02:00:00.000000+00:00',2,'accept','office 1','','');
CREATE TABLE consents (
            id integer primary key,
            recipient integer not null references recipients (id) on delete cascade,
            version text not null,
            given_at text not null
        ) strict
        ;
INSERT INTO "consents" VALUES(1,1,'a1','2026-11-01T02:00:00.000000+00:00');
CREATE TABLE deliveries (
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
            done_at text, version integer not null default 1, parts text not null default '',
            unique (sending, recipient)
        ) strict
        ;
INSERT INTO "deliveries" VALUES(1,1,1,3,'sent','',1,0,'10','2026-11-22T01:30:00.000000+00:00',NULL,'2026-11-22T01:31:00.000000+00:00',1,'');
INSERT INTO "deliveries" VALUES(2,1,2,1,'waiting','',0,0,'','2026-11-22T01:30:00.000000+00:00',NULL,NULL,1,'');
CREATE TABLE digests (due_at text primary key) strict;
CREATE TABLE "drafts" (
   "id" INTEGER PRIMARY KEY,
   "made" TEXT NOT NULL,
   "body" TEXT NOT NULL,
   "tried" TEXT
) STRICT;
CREATE TABLE inquiries (
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
        , notice integer references notices (id) on delete set null) strict
        ;
CREATE TABLE inquiry_messages (
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
        ;
CREATE TABLE inquiry_mornings (day text primary key) strict;
CREATE TABLE inquiry_posts (
            recipient integer not null references recipients (id) on delete cascade,
            message text not null,
            inquiry integer references inquiries (id) on delete set null,
            side text not null check (side in ('asker', 'ward')),
            primary key (recipient, message)
        ) strict, without rowid
        ;
CREATE TABLE invitations (
            id integer primary key autoincrement,
            office integer not null references offices (id) on delete cascade,
            code_hash text not null unique,
            made_at text not null,
            expires_at text not null,
            used_at text,
            revoked_at text
        ) strict
        ;
INSERT INTO "invitations" VALUES(1,2,'x','2026-11-02T02:00:00.000000+00:00','2026-11-09T02:00:00.000000+00:00',NULL,NULL);
CREATE TABLE "judgements" (
   "id" INTEGER PRIMARY KEY,
   "hour" TEXT NOT NULL,
   "entry" TEXT NOT NULL,
   "helpful" INTEGER NOT NULL
) STRICT;
CREATE TABLE "misses" (
   "id" INTEGER PRIMARY KEY,
   "hour" TEXT NOT NULL,
   "words" TEXT NOT NULL,
   "outcome" TEXT NOT NULL,
   "entry" TEXT,
   "ignored" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE notices (
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
        , state text not null default 'approved', plan text not null default '', planned_until text, pause_tet integer not null default 0, ask text not null default '', captioned integer not null default 0, framed integer not null default 0, corrected_at text, answer_within_seconds integer, reminds integer references sendings (id) on delete cascade, album text not null default '', media_group text not null default '') strict
        ;
INSERT INTO "notices" VALUES(1,'BCDFG',2,'Mời họp tổ.',NULL,NULL,NULL,'{"topics": ["bau-cu"]}',86400,0,1,'2026-11-22T01:00:00.000000+00:00','approved','',NULL,0,'',0,0,NULL,NULL,NULL,'','');
INSERT INTO "notices" VALUES(2,'HJKLM',NULL,'Bản nháp.',NULL,NULL,NULL,'{}',86400,0,1,'2026-11-22T01:00:00.000000+00:00','draft','',NULL,0,'',0,0,NULL,NULL,NULL,'','');
CREATE TABLE offices (
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
        ;
INSERT INTO "offices" VALUES(1,'leader','to-truong',1,'Lan',NULL,2,'2026-11-02T02:00:00.000000+00:00',NULL);
INSERT INTO "offices" VALUES(2,'officer',NULL,NULL,'Minh',NULL,NULL,'2026-11-02T02:00:00.000000+00:00',NULL);
CREATE TABLE "pictures" (
   "name" TEXT PRIMARY KEY,
   "file_id" TEXT NOT NULL
) STRICT;
CREATE TABLE "questions" (
   "id" INTEGER PRIMARY KEY,
   "hour" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "entry" TEXT,
   "score" REAL NOT NULL
) STRICT;
CREATE TABLE receipts (
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
        ;
CREATE TABLE recipients (
            id integer primary key autoincrement,
            channel text not null,
            chat_id text not null,
            kind text not null check (kind in ('person', 'group')),
            tdp integer references tdps (id),
            digest integer not null default 0,
            for_leaders integer not null default 0,
            muted integer not null default 0,
            lost_at text,
            created_at text not null, for_officers integer not null default 0,
            unique (channel, chat_id)
        ) strict
        ;
INSERT INTO "recipients" VALUES(1,'telegram','501','person',1,1,0,0,NULL,'2026-11-01T02:00:00.000000+00:00',0);
INSERT INTO "recipients" VALUES(2,'telegram','502','person',2,0,0,0,NULL,'2026-11-02T02:00:00.000000+00:00',0);
INSERT INTO "recipients" VALUES(3,'telegram','-777','group',1,0,0,0,NULL,'2026-11-03T02:00:00.000000+00:00',0);
CREATE TABLE reminders (
            sending integer not null references sendings (id) on delete cascade,
            kind text not null,
            primary key (sending, kind)
        ) strict, without rowid
        ;
CREATE TABLE sendings (
            id integer primary key autoincrement,
            notice integer not null references notices (id) on delete cascade,
            due_at text not null,
            deadline text not null,
            state text not null,
            reason text not null default '',
            resolved integer not null default 0,
            started_at text,
            finished_at text, kind text not null default 'notice', about integer references sendings (id) on delete cascade, going_since text, warned integer not null default 0,
            unique (notice, due_at)
        ) strict
        ;
INSERT INTO "sendings" VALUES(1,1,'2026-11-22T01:30:00.000000+00:00','2026-11-23T01:30:00.000000+00:00','going','',1,'2026-11-22T01:30:00.000000+00:00',NULL,'notice',NULL,'2026-11-22T01:30:00.000000+00:00',0);
CREATE TABLE subscriptions (
            topic text not null,
            recipient integer not null references recipients (id) on delete cascade,
            primary key (topic, recipient)
        ) strict, without rowid
        ;
INSERT INTO "subscriptions" VALUES('bau-cu',1);
INSERT INTO "subscriptions" VALUES('bau-cu',2);
CREATE TABLE tdps (id integer primary key autoincrement, name text not null unique) strict;
INSERT INTO "tdps" VALUES(1,'5');
INSERT INTO "tdps" VALUES(2,'6');
CREATE TABLE "versions" (
   "id" INTEGER PRIMARY KEY,
   "at" TEXT NOT NULL,
   "author" TEXT NOT NULL,
   "entry" TEXT NOT NULL,
   "before" TEXT,
   "after" TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX recipients_groups on recipients (kind) where kind = 'group';
CREATE INDEX recipients_by_tdp on recipients (tdp) where tdp is not null;
CREATE INDEX consents_by_recipient on consents (recipient);
CREATE INDEX subscriptions_by_recipient on subscriptions (recipient);
CREATE INDEX offices_by_recipient on offices (recipient) where recipient is not null;
CREATE INDEX offices_by_tdp on offices (tdp) where tdp is not null;
CREATE INDEX audit_by_actor on audit (actor) where actor is not null;
CREATE INDEX sendings_by_state on sendings (state, due_at);
CREATE INDEX deliveries_open on deliveries (sending, state, rank, id) where state in ('waiting', 'claimed');
CREATE INDEX deliveries_by_recipient on deliveries (recipient) where recipient is not null;
CREATE INDEX notices_by_state on notices (state);
CREATE INDEX "idx_misses_hour"
    ON "misses" ("hour");
CREATE INDEX "idx_questions_hour"
    ON "questions" ("hour");
CREATE INDEX "idx_judgements_hour"
    ON "judgements" ("hour");
CREATE INDEX sendings_by_about on sendings (about) where about is not null;
CREATE INDEX notices_by_reminded on notices (reminds) where reminds is not null;
CREATE INDEX receipts_by_recipient on receipts (recipient) where recipient is not null;
CREATE INDEX inquiries_going on inquiries (state, due_at) where state <> 'closed';
CREATE INDEX inquiries_by_asker on inquiries (asker) where asker is not null;
CREATE INDEX inquiries_by_holder on inquiries (holder) where holder is not null;
CREATE INDEX inquiry_messages_by_inquiry on inquiry_messages (inquiry);
CREATE INDEX inquiry_messages_waiting on inquiry_messages (next_try_at) where state = 'waiting';
CREATE INDEX inquiry_messages_by_author on inquiry_messages (author) where author is not null;
CREATE INDEX inquiry_messages_by_chat on inquiry_messages (copied_chat) where copied_chat is not null;
CREATE INDEX inquiry_posts_by_inquiry on inquiry_posts (inquiry);
CREATE INDEX inquiries_by_notice on inquiries (notice) where notice is not null;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('tdps',2);
INSERT INTO "sqlite_sequence" VALUES('recipients',3);
INSERT INTO "sqlite_sequence" VALUES('offices',2);
INSERT INTO "sqlite_sequence" VALUES('invitations',1);
INSERT INTO "sqlite_sequence" VALUES('notices',2);
INSERT INTO "sqlite_sequence" VALUES('sendings',1);
COMMIT;
