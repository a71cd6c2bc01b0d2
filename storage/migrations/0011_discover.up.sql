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
