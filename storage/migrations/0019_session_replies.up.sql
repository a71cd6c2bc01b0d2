-- What people say about a session as it is now, and the way from an event in a calendar back to its session.

CREATE TABLE session_replies (
  workspace_id {{.ID}} NOT NULL,
  session_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  attendance   {{.ID}} NOT NULL,
  at           {{.Instant}} NOT NULL,
  calendar     BOOLEAN NOT NULL,
  proposed     {{.Instant}},
  minutes      INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, session_id, person_id),
  FOREIGN KEY (workspace_id, session_id) REFERENCES sessions (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX calendar_copies_uid ON calendar_copies (uid);
