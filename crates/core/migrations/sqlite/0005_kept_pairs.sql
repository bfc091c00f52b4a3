-- A pair whose owner GitHub would not name, because a limit was used up: kept for the same browser's next try, so that
-- none has to be asked for again. Sealed like a grant's; queued for revocation when nobody comes back. The id is the
-- pair's grant id.
CREATE TABLE kept_pairs (
    id                 TEXT   NOT NULL PRIMARY KEY,
    flow_id            TEXT   NOT NULL UNIQUE,
    browser_hash       BLOB   NOT NULL,
    purpose            TEXT   NOT NULL,
    session_hash       BLOB,
    return_to          TEXT   NOT NULL,
    issuer             TEXT   NOT NULL,
    github_id          BIGINT NOT NULL,
    client_id          TEXT   NOT NULL,
    access_token       BLOB   NOT NULL,
    refresh_token      BLOB,
    access_expires_at  BIGINT,
    refresh_expires_at BIGINT,
    scopes             TEXT   NOT NULL,
    proved_at          BIGINT NOT NULL,
    ask_at             BIGINT NOT NULL,
    expires_at         BIGINT NOT NULL
);
CREATE INDEX kept_pairs_by_end ON kept_pairs (expires_at);
CREATE INDEX kept_pairs_of_session ON kept_pairs (session_hash);
