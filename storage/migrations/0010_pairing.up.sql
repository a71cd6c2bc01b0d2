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

CREATE TABLE pairing_runs (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  state        {{.ID}} NOT NULL,
  settings     TEXT NOT NULL,
  basis        TEXT NOT NULL,
  statistics   TEXT NOT NULL,
  changed      TEXT NOT NULL,
  told         BOOLEAN NOT NULL,
  created_by   {{.ID}},
  created_at   {{.Instant}} NOT NULL,
  computed_at  {{.Instant}},
  settled_by   {{.ID}},
  settled_at   {{.Instant}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, created_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, settled_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX pairing_runs_program ON pairing_runs (workspace_id, program_id, created_at, id);

-- One row for each mentee of a run: with a mentor, or with the reason why there is none.
CREATE TABLE pairing_proposals (
  workspace_id  {{.ID}} NOT NULL,
  run_id        {{.ID}} NOT NULL,
  mentee_id     {{.ID}} NOT NULL,
  mentor_id     {{.ID}},
  score         INTEGER NOT NULL,
  choice        INTEGER NOT NULL,
  origin        {{.ID}} NOT NULL,
  reason        {{.ID}} NOT NULL,
  excluded      INTEGER NOT NULL,
  below_floor   INTEGER NOT NULL,
  taken         INTEGER NOT NULL,
  mentorship_id {{.ID}},
  PRIMARY KEY (workspace_id, run_id, mentee_id),
  FOREIGN KEY (workspace_id, run_id) REFERENCES pairing_runs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, mentee_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, mentor_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);

-- Answers to requests are counted for a supply report.
CREATE INDEX invitations_closed ON invitations (workspace_id, program_id, closed_at) WHERE closed_at IS NOT NULL;
