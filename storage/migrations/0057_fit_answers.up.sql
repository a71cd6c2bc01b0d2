-- How each of a pair finds their mentorship, and who was to learn it when they said so.
CREATE TABLE fit_answers (
  workspace_id  {{.ID}} NOT NULL,
  mentorship_id {{.ID}} NOT NULL,
  person_id     {{.ID}} NOT NULL,
  program_id    {{.ID}} NOT NULL,
  fit           TEXT NOT NULL,
  told          TEXT NOT NULL,
  at            {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, mentorship_id, person_id),
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX fit_answers_program ON fit_answers (workspace_id, program_id, at);
