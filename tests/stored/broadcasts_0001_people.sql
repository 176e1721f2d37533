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
   "score" REAL NOT NULL,
   "words" TEXT
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
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX "idx_questions_hour"
    ON "questions" ("hour");
CREATE INDEX recipients_groups on recipients (kind) where kind = 'group';
CREATE INDEX recipients_by_tdp on recipients (tdp) where tdp is not null;
CREATE INDEX consents_by_recipient on consents (recipient);
CREATE INDEX subscriptions_by_recipient on subscriptions (recipient);
CREATE INDEX offices_by_recipient on offices (recipient) where recipient is not null;
CREATE INDEX offices_by_tdp on offices (tdp) where tdp is not null;
CREATE INDEX audit_by_actor on audit (actor) where actor is not null;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('tdps',2);
INSERT INTO "sqlite_sequence" VALUES('recipients',3);
INSERT INTO "sqlite_sequence" VALUES('offices',2);
INSERT INTO "sqlite_sequence" VALUES('invitations',1);
COMMIT;
