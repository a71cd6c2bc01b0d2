-- An installation that lapses is renewed no more, which a version from before finds out by itself.
UPDATE installations SET state = 'active' WHERE state = 'lapsing';
ALTER TABLE installations DROP COLUMN renew_at;
