-- Messages are brought up to date later. When what they told was so says whether it has changed since; a reminder stays one.
ALTER TABLE messages ADD COLUMN decided_at {{.Instant}};
ALTER TABLE messages ADD COLUMN lead INTEGER NOT NULL DEFAULT 0;
UPDATE messages SET decided_at = sent_at;
