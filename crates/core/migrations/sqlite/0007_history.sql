-- What happened, in an order of its own, and repeats as one row. SQLite has no other way to a new primary key than a new
-- table; the rows keep the order in which they were written.

ALTER TABLE security_events RENAME TO security_events_before;
DROP INDEX security_events_of_viewer;
DROP INDEX security_events_by_age;

CREATE TABLE security_events (
    -- Of two events in one second the later one has the larger. Never given twice.
    sequence  INTEGER PRIMARY KEY AUTOINCREMENT,
    at        BIGINT NOT NULL,
    -- When the first of them was, where it happened several times.
    first_at  BIGINT NOT NULL,
    times     BIGINT NOT NULL DEFAULT 1,
    issuer    TEXT   NOT NULL,
    github_id BIGINT NOT NULL,
    -- 0: a sign-in, a proof or an ending. 1: whatever else; only such repeats become one row.
    noise     BIGINT NOT NULL,
    kind      TEXT   NOT NULL,
    detail    TEXT   NOT NULL DEFAULT '',
    browser   TEXT   NOT NULL DEFAULT '',
    -- The first four bytes of the session's hash, as in the log.
    session   TEXT   NOT NULL DEFAULT ''
);

INSERT INTO security_events (at, first_at, issuer, github_id, noise, kind, detail, browser, session)
SELECT at, at, issuer, github_id,
       CASE WHEN kind IN ('signed-in', 'proved', 'scopes-changed', 'ended', 'disconnected') THEN 0 ELSE 1 END,
       kind, detail, browser, session
FROM security_events_before ORDER BY at, rowid;

DROP TABLE security_events_before;

-- One page of one of a viewer's two lists, and how many rows it has.
CREATE INDEX security_events_of_viewer ON security_events (issuer, github_id, noise, at, sequence);
-- The row that a repeat joins.
CREATE INDEX security_events_repeated ON security_events (issuer, github_id, kind, detail, session, at) WHERE noise = 1;
CREATE INDEX security_events_by_age ON security_events (at);
