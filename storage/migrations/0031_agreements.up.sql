-- What a mentor and a mentee agree on about working together: every version of it, with who proposed it and when both agreed.
CREATE TABLE agreements (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  mentorship_id {{.ID}} NOT NULL,
  number        INTEGER NOT NULL,
  texts         TEXT NOT NULL,
  state         {{.ID}} NOT NULL,
  proposed_by   {{.ID}} NOT NULL,
  proposed_at   {{.Instant}} NOT NULL,
  agreed_at     {{.Instant}},
  closed_at     {{.Instant}},
  shared_at     {{.Instant}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, proposed_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX agreements_number ON agreements (workspace_id, mentorship_id, number);
CREATE UNIQUE INDEX agreements_live ON agreements (workspace_id, mentorship_id, state) WHERE state IN ('proposed', 'agreed');
