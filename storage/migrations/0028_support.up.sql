-- Requests for help from the team that runs the programmes, what was written after each, and where they go.

CREATE TABLE support_requests (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  program_id   {{.ID}},
  topic        {{.ID}} NOT NULL,
  text         TEXT NOT NULL,
  file_id      TEXT NOT NULL,
  file_link    TEXT NOT NULL,
  state        {{.ID}} NOT NULL,
  taken_by     {{.ID}},
  created_at   {{.Instant}} NOT NULL,
  due_at       {{.Instant}} NOT NULL,
  resolved_at  {{.Instant}},
  resolved_by  {{.ID}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, taken_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, resolved_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX support_requests_person ON support_requests (workspace_id, person_id, created_at);
CREATE INDEX support_requests_unresolved ON support_requests (workspace_id, due_at) WHERE state <> 'resolved';

CREATE TABLE support_replies (
  workspace_id {{.ID}} NOT NULL,
  request_id   {{.ID}} NOT NULL,
  number       INTEGER NOT NULL,
  by_id        {{.ID}} NOT NULL,
  team         BOOLEAN NOT NULL,
  text         TEXT NOT NULL,
  at           {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, request_id, number),
  FOREIGN KEY (workspace_id, request_id) REFERENCES support_requests (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, by_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE support_settings (
  workspace_id {{.ID}} NOT NULL PRIMARY KEY REFERENCES workspaces (id),
  channel      TEXT NOT NULL,
  trouble      TEXT NOT NULL,
  set_by       {{.ID}} NOT NULL,
  set_at       {{.Instant}} NOT NULL,
  FOREIGN KEY (workspace_id, set_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
