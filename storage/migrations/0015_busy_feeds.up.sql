-- Calendars people are read from: when they are busy, so that nobody is offered such times. The address is encrypted.

CREATE TABLE busy_feeds (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  person_id     {{.ID}} NOT NULL,
  name          TEXT NOT NULL,
  hint          TEXT NOT NULL,
  key_id        TEXT NOT NULL,
  address       {{.Bytes}} NOT NULL,
  all_day       BOOLEAN NOT NULL,
  added_at      {{.Instant}} NOT NULL,
  read_at       {{.Instant}},
  content_at    {{.Instant}},
  times         TEXT NOT NULL,
  counts        TEXT NOT NULL,
  validators    TEXT NOT NULL,
  tried_at      {{.Instant}},
  failure       TEXT NOT NULL,
  failing_since {{.Instant}},
  failures      INTEGER NOT NULL,
  told_at       {{.Instant}},
  next_at       {{.Instant}} NOT NULL,
  view          TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX busy_feeds_person ON busy_feeds (workspace_id, person_id);
CREATE INDEX busy_feeds_next ON busy_feeds (next_at);
