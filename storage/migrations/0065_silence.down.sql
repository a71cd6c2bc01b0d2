-- What was said about a silence is lost, and with it what staff see of it.
DELETE FROM attention_items WHERE mentorship_id IS NOT NULL;
ALTER TABLE attention_items DROP COLUMN mentorship_id;
DROP INDEX mentorships_quiet;
ALTER TABLE mentorships DROP COLUMN quiet_ends_at;
ALTER TABLE mentorships DROP COLUMN quiet_stage;
ALTER TABLE mentorships DROP COLUMN quiet_look_at;
ALTER TABLE mentorships DROP COLUMN quiet_since;
