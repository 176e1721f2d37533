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
            done_at text,
            unique (sending, recipient)
        ) strict
        ;
INSERT INTO "deliveries" VALUES(1,1,1,3,'sent','',1,0,'10','2026-11-22T01:30:00.000000+00:00',NULL,'2026-11-22T01:31:00.000000+00:00');
INSERT INTO "deliveries" VALUES(2,1,2,1,'waiting','',0,0,'','2026-11-22T01:30:00.000000+00:00',NULL,NULL);
CREATE TABLE digests (due_at text primary key) strict;
CREATE TABLE "drafts" (
   "id" INTEGER PRIMARY KEY,
   "made" TEXT NOT NULL,
   "body" TEXT NOT NULL,
   "tried" TEXT
) STRICT;
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
        , state text not null default 'approved', plan text not null default '', planned_until text, pause_tet integer not null default 0) strict
        ;
INSERT INTO "notices" VALUES(1,'BCDFG',2,'Mời họp tổ.',NULL,NULL,NULL,'{"topics": ["bau-cu"]}',86400,0,1,'2026-11-22T01:00:00.000000+00:00','approved','',NULL,0);
INSERT INTO "notices" VALUES(2,'HJKLM',NULL,'Bản nháp.',NULL,NULL,NULL,'{}',86400,0,1,'2026-11-22T01:00:00.000000+00:00','draft','',NULL,0);
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
            created_at text not null,
            unique (channel, chat_id)
        ) strict
        ;
INSERT INTO "recipients" VALUES(1,'telegram','501','person',1,1,0,0,NULL,'2026-11-01T02:00:00.000000+00:00');
INSERT INTO "recipients" VALUES(2,'telegram','502','person',2,0,0,0,NULL,'2026-11-02T02:00:00.000000+00:00');
INSERT INTO "recipients" VALUES(3,'telegram','-777','group',1,0,0,0,NULL,'2026-11-03T02:00:00.000000+00:00');
CREATE TABLE sendings (
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
        ;
INSERT INTO "sendings" VALUES(1,1,'2026-11-22T01:30:00.000000+00:00','2026-11-23T01:30:00.000000+00:00','going','',1,'2026-11-22T01:30:00.000000+00:00',NULL);
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('tdps',2);
INSERT INTO "sqlite_sequence" VALUES('recipients',3);
INSERT INTO "sqlite_sequence" VALUES('offices',2);
INSERT INTO "sqlite_sequence" VALUES('invitations',1);
INSERT INTO "sqlite_sequence" VALUES('notices',2);
INSERT INTO "sqlite_sequence" VALUES('sendings',1);
COMMIT;
