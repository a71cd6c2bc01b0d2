-- What one of a pair writes down about the mentorship or one of its sessions: for themselves, or shared with the other one.
CREATE TABLE notes (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  mentorship_id {{.ID}} NOT NULL,
  session_id    {{.ID}},
  author_id     {{.ID}} NOT NULL,
  text          TEXT NOT NULL,
  shared        BOOLEAN NOT NULL,
  created_at    {{.Instant}} NOT NULL,
  edited_at     {{.Instant}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, session_id) REFERENCES sessions (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, author_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX notes_mentorship ON notes (workspace_id, mentorship_id, created_at, id);
