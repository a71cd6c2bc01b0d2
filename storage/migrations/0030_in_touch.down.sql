ALTER TABLE mentorships DROP COLUMN in_touch_at;
