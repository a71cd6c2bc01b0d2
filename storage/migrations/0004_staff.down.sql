DROP INDEX mentorships_open;
DROP INDEX choice_lists_running;
ALTER TABLE people DROP COLUMN program_id;
DROP TABLE staff;
