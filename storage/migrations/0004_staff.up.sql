-- Who runs a programme besides the workspace's admins, and which programme a person's screens are about.

CREATE TABLE staff (
  workspace_id {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  role         {{.ID}} NOT NULL,
  granted_by   {{.ID}},
  granted_at   {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, program_id, person_id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, granted_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX staff_person ON staff (workspace_id, person_id);

ALTER TABLE people ADD COLUMN program_id {{.ID}};

-- An admin's page counts what goes on in a programme.
CREATE INDEX choice_lists_running ON choice_lists (workspace_id, program_id) WHERE state = 'running';
CREATE INDEX mentorships_open ON mentorships (workspace_id, program_id) WHERE state IN ('active', 'on_hold');
