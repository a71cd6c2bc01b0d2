-- Who wants what they are told in Slack by e-mail as well.
ALTER TABLE people ADD COLUMN mail_copies BOOLEAN NOT NULL DEFAULT FALSE;
