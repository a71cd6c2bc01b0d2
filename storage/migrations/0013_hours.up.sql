-- When people can meet, on the clock of their own zone, and how they want to be booked.

CREATE TABLE hours (
  workspace_id {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  week         TEXT NOT NULL,
  exceptions   TEXT NOT NULL,
  rules        TEXT NOT NULL,
  updated_at   {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, person_id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
