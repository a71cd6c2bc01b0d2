-- Events of a programme, to which its people come, and who has signed up for them.
CREATE TABLE events (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  program_id    {{.ID}} NOT NULL,
  title         TEXT NOT NULL,
  description   TEXT NOT NULL,
  place         TEXT NOT NULL,
  link          TEXT NOT NULL,
  for_role      TEXT NOT NULL,
  starts_at     {{.Instant}} NOT NULL,
  ends_at       {{.Instant}} NOT NULL,
  minutes       INTEGER NOT NULL,
  zone          TEXT NOT NULL,
  places        INTEGER NOT NULL,
  closes_before INTEGER NOT NULL,
  state         TEXT NOT NULL,
  words         TEXT NOT NULL,
  sequence      INTEGER NOT NULL,
  moved_from    {{.Instant}},
  created_by    {{.ID}} NOT NULL,
  created_at    {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, created_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX events_program ON events (workspace_id, program_id, ends_at);

CREATE TABLE event_sign_ups (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  event_id     {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  number       INTEGER NOT NULL,
  state        TEXT NOT NULL,
  signed_at    {{.Instant}} NOT NULL,
  since        {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, event_id) REFERENCES events (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX event_sign_ups_number ON event_sign_ups (workspace_id, event_id, number);
CREATE UNIQUE INDEX event_sign_ups_live ON event_sign_ups (workspace_id, event_id, person_id) WHERE state IN ('place', 'waiting');
CREATE INDEX event_sign_ups_person ON event_sign_ups (workspace_id, person_id) WHERE state IN ('place', 'waiting');
