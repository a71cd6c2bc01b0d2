ALTER TABLE people DROP COLUMN erased_at;
ALTER TABLE people DROP COLUMN erasing_at;
