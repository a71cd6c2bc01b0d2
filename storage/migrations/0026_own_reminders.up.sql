-- Each of the two has reminders of their own, because each can choose when they come. A session's reminders so far are both people's.
ALTER TABLE calendars ADD COLUMN reminders TEXT NOT NULL DEFAULT '{}';

CREATE TABLE person_reminders (
  workspace_id {{.ID}} NOT NULL,
  session_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  lead         INTEGER NOT NULL,
  due_at       {{.Instant}} NOT NULL,
  sent_at      {{.Instant}},
  PRIMARY KEY (workspace_id, session_id, person_id, lead, due_at),
  FOREIGN KEY (workspace_id, session_id) REFERENCES sessions (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO person_reminders (workspace_id, session_id, person_id, lead, due_at, sent_at)
  SELECT r.workspace_id, r.session_id, m.mentor_id, r.lead, r.due_at, r.sent_at FROM session_reminders r
  JOIN sessions s ON s.workspace_id = r.workspace_id AND s.id = r.session_id
  JOIN mentorships m ON m.workspace_id = s.workspace_id AND m.id = s.mentorship_id;
INSERT INTO person_reminders (workspace_id, session_id, person_id, lead, due_at, sent_at)
  SELECT r.workspace_id, r.session_id, m.mentee_id, r.lead, r.due_at, r.sent_at FROM session_reminders r
  JOIN sessions s ON s.workspace_id = r.workspace_id AND s.id = r.session_id
  JOIN mentorships m ON m.workspace_id = s.workspace_id AND m.id = s.mentorship_id;
DROP TABLE session_reminders;
ALTER TABLE person_reminders RENAME TO session_reminders;
CREATE INDEX session_reminders_due ON session_reminders (due_at, session_id, person_id, lead) WHERE sent_at IS NULL;
