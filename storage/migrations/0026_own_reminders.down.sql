CREATE TABLE common_reminders (
  workspace_id {{.ID}} NOT NULL,
  session_id   {{.ID}} NOT NULL,
  lead         INTEGER NOT NULL,
  due_at       {{.Instant}} NOT NULL,
  sent_at      {{.Instant}},
  PRIMARY KEY (workspace_id, session_id, lead, due_at),
  FOREIGN KEY (workspace_id, session_id) REFERENCES sessions (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO common_reminders (workspace_id, session_id, lead, due_at, sent_at)
  SELECT workspace_id, session_id, lead, due_at, max(sent_at) FROM session_reminders GROUP BY workspace_id, session_id, lead, due_at;
DROP TABLE session_reminders;
ALTER TABLE common_reminders RENAME TO session_reminders;
CREATE INDEX session_reminders_due ON session_reminders (due_at, session_id, lead) WHERE sent_at IS NULL;
ALTER TABLE calendars DROP COLUMN reminders;
