-- Which guides somebody has opened, and when for the first time.
CREATE TABLE guide_reads (
  workspace_id {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  guide_id     {{.ID}} NOT NULL,
  at           {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, person_id, guide_id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
