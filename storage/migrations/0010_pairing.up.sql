-- Pairs that are never made, and runs of the pairing algorithm with what they proposed.

CREATE TABLE exclusions (
  workspace_id {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  one_id       {{.ID}} NOT NULL,
  other_id     {{.ID}} NOT NULL,
  reason       TEXT NOT NULL,
  added_by     {{.ID}},
  added_at     {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, program_id, one_id, other_id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, one_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, other_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, added_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX exclusions_other ON exclusions (workspace_id, program_id, other_id);
