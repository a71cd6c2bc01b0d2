-- What two people want to talk about when they meet. What is still open after a session is found by its times, not written down again.
CREATE TABLE agenda_points (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  mentorship_id {{.ID}} NOT NULL,
  session_id    {{.ID}},
  author_id     {{.ID}} NOT NULL,
  text          TEXT NOT NULL,
  created_at    {{.Instant}} NOT NULL,
  edited_at     {{.Instant}},
  done_at       {{.Instant}},
  done_by       {{.ID}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, session_id) REFERENCES sessions (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, author_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, done_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX agenda_points_mentorship ON agenda_points (workspace_id, mentorship_id, done_at, id);
