-- What people keep about others for themselves: favourites and those they have hidden.

CREATE TABLE marks (
  workspace_id {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  other_id     {{.ID}} NOT NULL,
  kind         {{.ID}} NOT NULL,
  at           {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, person_id, other_id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, other_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX marks_kind ON marks (workspace_id, person_id, kind, at, other_id);

-- A search leaves out those who report to who searches.
CREATE INDEX facts_manager ON facts (workspace_id, value) WHERE key = 'manager';

-- Mentors may ask mentees: an invitation the other way round has a list of its own, with the one mentor on it.
ALTER TABLE choice_lists ADD COLUMN offer BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE invitations ADD COLUMN offer BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX choice_lists_current;
CREATE UNIQUE INDEX choice_lists_current ON choice_lists (workspace_id, program_id, mentee_id)
  WHERE state IN ('draft', 'running') AND NOT offer;
CREATE UNIQUE INDEX invitations_offer ON invitations (workspace_id, program_id, mentor_id, mentee_id)
  WHERE offer AND state IN ('queued', 'sent');
CREATE INDEX invitations_offered ON invitations (workspace_id, mentee_id, created_at) WHERE offer AND state IN ('queued', 'sent');

-- What mentors searched for last among mentees.
CREATE TABLE mentee_criteria (
  workspace_id {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  criteria     TEXT NOT NULL,
  PRIMARY KEY (workspace_id, program_id, person_id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
