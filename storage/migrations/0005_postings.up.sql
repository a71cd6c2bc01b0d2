-- Search reads lists of people: one for each term, and one for the findable mentors of each programme. People stand in them by number.

CREATE TABLE person_numbers (
  number       {{.Serial}},
  workspace_id {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX person_numbers_person ON person_numbers (workspace_id, person_id);

-- A list is kept in blocks of 676 numbers. A member is two letters: the number within the block to base 26, the first letter a
-- capital and the second a small one, so that one member can be taken out of the text without touching its neighbours.
CREATE TABLE postings (
  workspace_id {{.ID}} NOT NULL REFERENCES workspaces (id) DEFERRABLE INITIALLY DEFERRED,
  kind         {{.ID}} NOT NULL,
  norm         {{.ID}} NOT NULL,
  block        INTEGER NOT NULL,
  members      TEXT NOT NULL
);
CREATE UNIQUE INDEX postings_list ON postings (workspace_id, kind, norm, block);

INSERT INTO person_numbers (workspace_id, person_id) SELECT workspace_id, id FROM people ORDER BY created_at, id;

INSERT INTO postings (workspace_id, kind, norm, block, members)
SELECT entry.workspace_id, entry.kind, entry.norm, person.number / 676, string_agg(
  substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ', CAST(person.number % 676 / 26 + 1 AS INTEGER), 1) ||
  substr('abcdefghijklmnopqrstuvwxyz', CAST(person.number % 26 + 1 AS INTEGER), 1), '')
FROM (
  SELECT workspace_id, person_id, kind, norm FROM terms
  UNION ALL SELECT workspace_id, person_id, 'findable', program_id FROM participants WHERE findable
) AS entry
JOIN person_numbers AS person ON person.workspace_id = entry.workspace_id AND person.person_id = entry.person_id
GROUP BY entry.workspace_id, entry.kind, entry.norm, person.number / 676;
