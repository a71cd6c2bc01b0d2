-- When one of a pair said that they have been in touch.
ALTER TABLE mentorships ADD COLUMN in_touch_at {{.Instant}};
