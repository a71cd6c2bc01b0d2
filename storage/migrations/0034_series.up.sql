-- Sessions that were booked together, one every week or so.
CREATE TABLE series (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  mentorship_id {{.ID}} NOT NULL,
  program_id    {{.ID}} NOT NULL,
  first         TEXT NOT NULL, -- date and time of day on the clock of the zone
  every         {{.ID}} NOT NULL,
  count         INTEGER NOT NULL,
  zone          TEXT NOT NULL,
  minutes       INTEGER NOT NULL,
  sequence      INTEGER NOT NULL,
  booked_by     {{.ID}} NOT NULL,
  created_at    {{.Instant}} NOT NULL,
  updated_at    {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, booked_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
ALTER TABLE sessions ADD COLUMN series_id {{.ID}};
ALTER TABLE sessions ADD COLUMN part INTEGER NOT NULL DEFAULT 0;
CREATE INDEX sessions_series ON sessions (workspace_id, series_id, part) WHERE series_id IS NOT NULL;
ALTER TABLE calendar_copies ADD COLUMN series_id {{.ID}};
