-- Times one of a pair proposes for a session, until the other one answers. A mentorship has one open proposal at a time.
CREATE TABLE time_proposals (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  mentorship_id {{.ID}} NOT NULL,
  program_id    {{.ID}} NOT NULL,
  by_id         {{.ID}} NOT NULL,
  first_at      {{.Instant}} NOT NULL,
  second_at     {{.Instant}},
  third_at      {{.Instant}},
  minutes       INTEGER NOT NULL,
  title         TEXT NOT NULL,
  place         TEXT NOT NULL,
  link          TEXT NOT NULL,
  agenda        TEXT NOT NULL,
  zone          TEXT NOT NULL,
  state         {{.ID}} NOT NULL,
  before_id     {{.ID}} NOT NULL,
  session_id    {{.ID}},
  reason        TEXT NOT NULL,
  created_at    {{.Instant}} NOT NULL,
  answer_by     {{.Instant}} NOT NULL,
  next_at       {{.Instant}} NOT NULL,
  closed_at     {{.Instant}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, by_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, session_id) REFERENCES sessions (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX time_proposals_open ON time_proposals (workspace_id, mentorship_id) WHERE state = 'open';
CREATE INDEX time_proposals_next ON time_proposals (next_at, id) WHERE state = 'open';
