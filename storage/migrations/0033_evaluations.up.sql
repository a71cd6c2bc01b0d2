-- What each of the two says about a mentorship that is over: to those who run the programme, and to each other.
CREATE TABLE evaluations (
  workspace_id  {{.ID}} NOT NULL,
  mentorship_id {{.ID}} NOT NULL,
  person_id     {{.ID}} NOT NULL,
  program_id    {{.ID}} NOT NULL,
  role          TEXT NOT NULL,
  state         TEXT NOT NULL,
  due_at        {{.Instant}} NOT NULL,
  next_at       {{.Instant}},
  answers       TEXT NOT NULL,
  submitted_at  {{.Instant}},
  PRIMARY KEY (workspace_id, mentorship_id, person_id),
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX evaluations_next ON evaluations (next_at, mentorship_id, person_id) WHERE state = 'due';
CREATE INDEX evaluations_person ON evaluations (workspace_id, person_id, due_at) WHERE state = 'due';
CREATE INDEX evaluations_program ON evaluations (workspace_id, program_id, due_at);
ALTER TABLE mentorships ADD COLUMN thanks_of_mentor TEXT NOT NULL DEFAULT '';
ALTER TABLE mentorships ADD COLUMN thanks_of_mentee TEXT NOT NULL DEFAULT '';
