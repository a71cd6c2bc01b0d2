-- What people sort their favourites into: groups of their own, each with a name. Somebody can be in several.

CREATE TABLE mark_groups (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  name         TEXT NOT NULL,
  norm         TEXT NOT NULL,
  created_at   {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX mark_groups_name ON mark_groups (workspace_id, person_id, norm);

CREATE TABLE mark_group_members (
  workspace_id {{.ID}} NOT NULL,
  group_id     {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  other_id     {{.ID}} NOT NULL,
  PRIMARY KEY (workspace_id, group_id, other_id),
  FOREIGN KEY (workspace_id, group_id) REFERENCES mark_groups (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id, other_id) REFERENCES marks (workspace_id, person_id, other_id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX mark_group_members_other ON mark_group_members (workspace_id, person_id, other_id);
