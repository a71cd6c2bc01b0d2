-- Which lessons of which course somebody has ticked. Courses and lessons are a part of their programme, or of the product.
CREATE TABLE lesson_ticks (
  workspace_id {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  course_id    {{.ID}} NOT NULL,
  lesson_id    {{.ID}} NOT NULL,
  at           {{.Instant}} NOT NULL,
  PRIMARY KEY (workspace_id, person_id, program_id, course_id, lesson_id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX lesson_ticks_course ON lesson_ticks (workspace_id, program_id, course_id);
