-- Who answers for a flow: a visitor's network, or a viewer. Flows of before live ten minutes more.
ALTER TABLE flows ADD COLUMN owner TEXT NOT NULL DEFAULT '';
CREATE INDEX flows_of_owner ON flows (owner, expires_at);
