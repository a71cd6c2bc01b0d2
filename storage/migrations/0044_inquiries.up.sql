-- What one of a pair asks the other one between two sessions, and what they answer.
CREATE TABLE inquiries (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  mentorship_id {{.ID}} NOT NULL,
  asked_by      {{.ID}} NOT NULL,
  text          TEXT NOT NULL,
  state         TEXT NOT NULL,
  asked_at      {{.Instant}} NOT NULL,
  answer        TEXT NOT NULL,
  closed_at     {{.Instant}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, asked_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX inquiries_mentorship ON inquiries (workspace_id, mentorship_id, state);
