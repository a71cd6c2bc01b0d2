-- What people look for again and again, kept under a name of their own: mentors, or mentees.

CREATE TABLE saved_searches (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  seek         {{.ID}} NOT NULL,
  name         TEXT NOT NULL,
  norm         TEXT NOT NULL,
  criteria     TEXT NOT NULL,
  saved_at     {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX saved_searches_name ON saved_searches (workspace_id, person_id, program_id, seek, norm);
