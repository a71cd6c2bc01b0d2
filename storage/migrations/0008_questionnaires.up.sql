-- What people answered to a programme's questionnaire: one sheet for each person, so that scoring many people reads one row each.
CREATE TABLE answer_sheets (
  workspace_id {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  answers      TEXT NOT NULL,
  prompted_at  {{.Instant}},
  updated_at   {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, program_id, person_id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
