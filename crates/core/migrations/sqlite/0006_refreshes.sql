-- A change of scopes gives a grant its next generation, too; this counts what GitHub's token endpoint renewed.
ALTER TABLE grants ADD COLUMN refreshes BIGINT NOT NULL DEFAULT 0;
