-- Notices that did not arrive by direct message at once. Jobs are purged and this is not, so it does not refer to its job by a foreign
-- key, and keeps what was to be told.
CREATE TABLE deliveries (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  job_id       {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  task         TEXT NOT NULL,
  channel      {{.ID}} NOT NULL,
  state        {{.ID}} NOT NULL,
  reason       {{.ID}} NOT NULL,
  code         TEXT NOT NULL,
  mail_reason  {{.ID}} NOT NULL,
  at           {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX deliveries_job ON deliveries (workspace_id, job_id);
CREATE INDEX deliveries_ended ON deliveries (workspace_id, state, at, id);

-- The direct messages of a period are counted for the admins.
CREATE INDEX messages_sent ON messages (workspace_id, sent_at) WHERE person_id IS NOT NULL;
