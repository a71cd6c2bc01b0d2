-- People who asked for everything about them to be erased, and those of whom nothing is left but that there was somebody.
ALTER TABLE people ADD COLUMN erasing_at {{.Instant}};
ALTER TABLE people ADD COLUMN erased_at {{.Instant}};
