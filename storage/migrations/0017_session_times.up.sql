-- Who is booked when. PostgreSQL refuses that somebody is booked twice at a time; where people are told by a number, the constraint needs
-- no extension. SQLite has one writer at a time, so that there the check before a session is stored is enough.

CREATE TABLE session_times (
  workspace_id {{.ID}} NOT NULL,
  session_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  starts_at    {{.Instant}} NOT NULL,
  ends_at      {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, session_id, person_id),
  FOREIGN KEY (workspace_id, session_id) REFERENCES sessions (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX session_times_person ON session_times (workspace_id, person_id, ends_at);

INSERT INTO session_times (workspace_id, session_id, person_id, starts_at, ends_at)
SELECT s.workspace_id, s.id, m.mentor_id, s.starts_at, s.ends_at
FROM sessions s JOIN mentorships m ON m.workspace_id = s.workspace_id AND m.id = s.mentorship_id WHERE s.state = 'booked'
UNION ALL
SELECT s.workspace_id, s.id, m.mentee_id, s.starts_at, s.ends_at
FROM sessions s JOIN mentorships m ON m.workspace_id = s.workspace_id AND m.id = s.mentorship_id WHERE s.state = 'booked';
{{if .Ranges}}
ALTER TABLE session_times ADD CONSTRAINT session_times_apart EXCLUDE USING gist (
  int8range(hashtextextended(workspace_id || ' ' || person_id, 0) >> 1, (hashtextextended(workspace_id || ' ' || person_id, 0) >> 1) + 1) WITH &&,
  tstzrange(starts_at, ends_at) WITH &&
) DEFERRABLE INITIALLY DEFERRED;
{{end}}
