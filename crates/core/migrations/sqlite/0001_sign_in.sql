-- People, sessions, grants, the revocation queue and sign-ins under way.
-- Times are whole seconds since the Unix epoch. Hashes are SHA-256. Sealed values: src/server/crypto/seal.rs.

CREATE TABLE viewers (
    issuer      TEXT   NOT NULL,
    github_id   BIGINT NOT NULL,
    login       TEXT   NOT NULL,
    name        TEXT,
    avatar_url  TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    signed_in_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, github_id)
);

-- A session is pending until lifecycle activates it. Only its id's hash is here.
CREATE TABLE sessions (
    id_hash      BLOB   NOT NULL PRIMARY KEY,
    active       BIGINT NOT NULL DEFAULT 0,
    issuer       TEXT,
    github_id    BIGINT,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    absolute_at  BIGINT NOT NULL,
    fresh_at     BIGINT NOT NULL,
    browser      TEXT   NOT NULL DEFAULT '',
    FOREIGN KEY (issuer, github_id) REFERENCES viewers (issuer, github_id)
);
CREATE INDEX sessions_of_viewer ON sessions (issuer, github_id, last_seen_at);
CREATE INDEX sessions_by_last_seen ON sessions (last_seen_at);

-- What is left of a session: why it is gone, and of no one.
CREATE TABLE tombstones (
    id_hash    BLOB   NOT NULL PRIMARY KEY,
    reason     TEXT   NOT NULL,
    forget_at  BIGINT NOT NULL
);
CREATE INDEX tombstones_by_end ON tombstones (forget_at);

-- The GitHub tokens of one session, sealed for this row.
CREATE TABLE grants (
    id                 TEXT   NOT NULL PRIMARY KEY,
    session_hash       BLOB   NOT NULL UNIQUE REFERENCES sessions (id_hash),
    issuer             TEXT   NOT NULL,
    github_id          BIGINT NOT NULL,
    client_id          TEXT   NOT NULL,
    generation         BIGINT NOT NULL,
    access_token       BLOB   NOT NULL,
    refresh_token      BLOB,
    access_expires_at  BIGINT,
    refresh_expires_at BIGINT,
    scopes             TEXT   NOT NULL
);

-- Pairs to kill at GitHub. The sealed bytes are the grant's own, so ending a session needs no key.
CREATE TABLE revocations (
    id                 TEXT   NOT NULL PRIMARY KEY,
    grant_id           TEXT   NOT NULL,
    issuer             TEXT   NOT NULL,
    github_id          BIGINT NOT NULL,
    client_id          TEXT   NOT NULL,
    access_token       BLOB   NOT NULL,
    refresh_token      BLOB,
    access_expires_at  BIGINT,
    refresh_expires_at BIGINT,
    queued_at          BIGINT NOT NULL,
    tries              BIGINT NOT NULL DEFAULT 0,
    next_try_at        BIGINT NOT NULL
);
CREATE INDEX revocations_by_turn ON revocations (next_try_at);

-- Sign-ins under way. The state is hashed, the verifier sealed; spent by the DELETE that reads it.
CREATE TABLE flows (
    state_hash   BLOB   NOT NULL PRIMARY KEY,
    id           TEXT   NOT NULL UNIQUE,
    browser_hash BLOB   NOT NULL,
    issuer       TEXT   NOT NULL,
    verifier     BLOB   NOT NULL,
    return_to    TEXT   NOT NULL,
    purpose      TEXT   NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX flows_by_end ON flows (expires_at);
