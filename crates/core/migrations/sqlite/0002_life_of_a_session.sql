-- Refresh with one winner, devices, proofs, acts that wait for one, and what a viewer may read of it all.

-- What the database takes for now, in whole seconds: leases between processes hang on this clock alone.
CREATE VIEW database_clock AS SELECT unixepoch() AS now;

-- Names a device in forms; stays when the session gets a new id.
ALTER TABLE sessions ADD COLUMN device TEXT;
UPDATE sessions SET device = lower(hex(randomblob(8)));
CREATE UNIQUE INDEX sessions_by_device ON sessions (device);
-- Coarse, for example 203.0.113.0/24.
ALTER TABLE sessions ADD COLUMN network TEXT NOT NULL DEFAULT '';
-- For the sweep, which holds the write lock. Not partial: with `active = 1` in the index the planner reads all of it.
CREATE INDEX sessions_by_absolute ON sessions (absolute_at);
CREATE INDEX sessions_pending ON sessions (created_at) WHERE active = 0;

-- The session that took over from a rotated id.
ALTER TABLE tombstones ADD COLUMN successor BLOB;

ALTER TABLE grants ADD COLUMN received_at BIGINT NOT NULL DEFAULT 0;
-- Held by one refresher until lease_until, by the database's clock. Without an owner it is a pause after a failure.
ALTER TABLE grants ADD COLUMN lease_owner TEXT;
ALTER TABLE grants ADD COLUMN lease_until BIGINT NOT NULL DEFAULT 0;
-- The refresh token of this generation was last sent to GitHub then, and no answer is kept yet.
ALTER TABLE grants ADD COLUMN sent_at BIGINT;
-- GitHub has answered 401 to the access token of this generation.
ALTER TABLE grants ADD COLUMN refused_generation BIGINT NOT NULL DEFAULT 0;
-- Finding what is due for renewal reads no grant's row.
CREATE INDEX grants_by_end ON grants (access_expires_at, session_hash) WHERE refresh_token IS NOT NULL;
CREATE INDEX grants_of_viewer ON grants (issuer, github_id, received_at);

ALTER TABLE revocations ADD COLUMN sent_at BIGINT;
CREATE INDEX revocations_of_viewer ON revocations (issuer, github_id);
-- The order in which pairs take their turn, ties too: ending everybody queues thousands in one second.
DROP INDEX revocations_by_turn;
CREATE INDEX revocations_by_turn ON revocations (next_try_at, id);

-- A proof comes back to the session it began in.
ALTER TABLE flows ADD COLUMN session_hash BLOB;

-- The act that waits for a proof, one a session; sealed.
CREATE TABLE waiting_acts (
    session_hash BLOB   NOT NULL PRIMARY KEY,
    spend        TEXT   NOT NULL,
    act          BLOB   NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX waiting_acts_by_end ON waiting_acts (expires_at);

-- What happened to a viewer's sessions and tokens. Only ever added to, and forgotten by age.
CREATE TABLE security_events (
    id        TEXT   NOT NULL PRIMARY KEY,
    at        BIGINT NOT NULL,
    issuer    TEXT   NOT NULL,
    github_id BIGINT NOT NULL,
    kind      TEXT   NOT NULL,
    detail    TEXT   NOT NULL DEFAULT '',
    browser   TEXT   NOT NULL DEFAULT '',
    -- The first four bytes of the session's hash, as in the log.
    session   TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX security_events_of_viewer ON security_events (issuer, github_id, at);
CREATE INDEX security_events_by_age ON security_events (at);
