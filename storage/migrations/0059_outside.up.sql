-- People of other workspaces, met in channels that two share, take part in nothing.
ALTER TABLE people ADD COLUMN outside BOOLEAN NOT NULL DEFAULT FALSE;
