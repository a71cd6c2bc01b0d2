-- What admins prepare and confirm, and who was asked to take part in a programme.

CREATE TABLE errands (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  kind         {{.ID}} NOT NULL,
  program_id   {{.ID}},
  by_id        {{.ID}} NOT NULL,
  state        {{.ID}} NOT NULL,
  view         TEXT NOT NULL,
  content      TEXT NOT NULL,
  created_at   {{.Instant}} NOT NULL,
  updated_at   {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, by_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE enlistments (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  state        {{.ID}} NOT NULL,
  by_id        {{.ID}} NOT NULL,
  asked_at     {{.Instant}} NOT NULL,
  reminded_at  {{.Instant}},
  answered_at  {{.Instant}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, by_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX enlistments_person ON enlistments (workspace_id, program_id, person_id);
CREATE INDEX enlistments_waiting ON enlistments (workspace_id, program_id, asked_at, id) WHERE state = 'asked';

-- Files name people by their address.
CREATE INDEX people_email ON people (workspace_id, lower(email));
