-- What people say about a session after it, when they are asked, and what follows from their answers.

ALTER TABLE sessions ADD COLUMN check_in_at {{.Instant}};
ALTER TABLE sessions ADD COLUMN held_minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN absent TEXT NOT NULL DEFAULT '';
CREATE INDEX sessions_check_in ON sessions (check_in_at) WHERE check_in_at IS NOT NULL;
CREATE INDEX sessions_program ON sessions (workspace_id, program_id, ends_at);

CREATE TABLE session_check_ins (
  workspace_id {{.ID}} NOT NULL,
  session_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  outcome      TEXT NOT NULL,
  minutes      INTEGER NOT NULL,
  pulse        TEXT NOT NULL,
  at           {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, session_id, person_id),
  FOREIGN KEY (workspace_id, session_id) REFERENCES sessions (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);

ALTER TABLE attention_items ADD COLUMN session_id {{.ID}};

-- Sessions that are still to come are asked about as well.
UPDATE sessions SET check_in_at = ends_at WHERE state = 'booked';
