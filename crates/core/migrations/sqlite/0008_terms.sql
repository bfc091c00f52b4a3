-- The field's words: what GitHub calls a grant is the authorisation, and ours is its tokens.

ALTER TABLE grants RENAME TO token_sets;
ALTER TABLE revocations RENAME COLUMN grant_id TO token_set_id;

ALTER TABLE waiting_acts RENAME TO pending_actions;
ALTER TABLE pending_actions RENAME COLUMN spend TO nonce;
ALTER TABLE pending_actions RENAME COLUMN act TO action;

-- 0: pending, 1: somebody's, 2: a decoy.
ALTER TABLE sessions RENAME COLUMN active TO state;

ALTER TABLE kept_pairs RENAME COLUMN proved_at TO reauthenticated_at;

UPDATE flows SET purpose = 'reauthentication' WHERE purpose = 'proof';
UPDATE kept_pairs SET purpose = 'reauthentication' WHERE purpose = 'proof';
UPDATE tombstones SET reason = 'tokens-dead' WHERE reason = 'grant-dead';
UPDATE security_events SET kind = 'reauthenticated' WHERE kind = 'proved';
UPDATE security_events SET kind = 'reauthentication-failed' WHERE kind = 'proof-refused';
UPDATE security_events SET kind = 'reauthentication-required' WHERE kind = 'proof-asked';
UPDATE security_events SET detail = 'tokens-dead' WHERE detail = 'grant-dead';
