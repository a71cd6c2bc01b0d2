-- What each change left a programme like, and changes somebody has prepared but not saved.

CREATE TABLE program_versions (
  workspace_id {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  version      INTEGER NOT NULL,
  name         TEXT NOT NULL,
  state        {{.ID}} NOT NULL,
  policy       TEXT NOT NULL,
  changed_by   {{.ID}},
  reason       TEXT NOT NULL,
  changed_at   {{.Instant}},
  PRIMARY KEY (workspace_id, program_id, version),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, changed_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO program_versions (workspace_id, program_id, version, name, state, policy, reason, changed_at)
  SELECT workspace_id, id, version, name, state, policy, '', created_at FROM programs;

CREATE TABLE policy_drafts (
  workspace_id {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  version      INTEGER NOT NULL,
  policy       TEXT NOT NULL,
  prepared_at  {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, program_id, person_id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
