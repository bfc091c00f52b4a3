-- A session with active = 2 is a decoy of /inside: it stands for seconds, has no grant, and nobody's browser knows it.
CREATE INDEX sessions_decoy ON sessions (created_at) WHERE active = 2;
