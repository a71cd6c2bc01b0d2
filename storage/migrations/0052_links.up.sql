-- Links that a pair shares: where a document or a page is, and what it is.
CREATE TABLE links (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  mentorship_id {{.ID}} NOT NULL,
  author_id     {{.ID}} NOT NULL,
  title         TEXT NOT NULL,
  address       TEXT NOT NULL,
  created_at    {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, author_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX links_mentorship ON links (workspace_id, mentorship_id, created_at, id);
