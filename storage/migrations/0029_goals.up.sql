-- What a mentor and a mentee want to reach together, and what they do and say on the way.

CREATE TABLE goals (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  mentorship_id {{.ID}} NOT NULL,
  title         TEXT NOT NULL,
  why           TEXT NOT NULL,
  measure       TEXT NOT NULL,
  due           TEXT NOT NULL, -- a day "2006-01-02" without a zone, or empty
  steps         TEXT NOT NULL,
  steps_made    INTEGER NOT NULL,
  by_hand       INTEGER NOT NULL,
  state         TEXT NOT NULL,
  created_by    {{.ID}} NOT NULL,
  created_at    {{.Instant}} NOT NULL,
  edited_by     {{.ID}} NOT NULL,
  settled_at    {{.Instant}},
  version       INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, created_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, edited_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX goals_mentorship ON goals (workspace_id, mentorship_id, state);

CREATE TABLE goal_entries (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  goal_id      {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  kind         TEXT NOT NULL,
  text         TEXT NOT NULL,
  at           {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, goal_id) REFERENCES goals (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX goal_entries_goal ON goal_entries (workspace_id, goal_id, at, id);
