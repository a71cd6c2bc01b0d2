-- How people's sessions get into their own calendars.

CREATE TABLE calendars (
  workspace_id {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  way          {{.ID}} NOT NULL,
  neutral      BOOLEAN NOT NULL,
  generation   INTEGER NOT NULL,
  read_at      {{.Instant}},
  updated_at   {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, person_id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
