-- How far the orderly end of a mentorship is: when the two are told of it next, who keeps to the planned day, and a later end one proposes.
ALTER TABLE mentorships ADD COLUMN closing_at {{.Instant}};
ALTER TABLE mentorships ADD COLUMN closing_by {{.ID}};
ALTER TABLE mentorships ADD COLUMN extension INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mentorships ADD COLUMN extension_by {{.ID}};
ALTER TABLE mentorships ADD COLUMN extend_until {{.Instant}};
CREATE INDEX mentorships_closing ON mentorships (closing_at, id) WHERE closing_at IS NOT NULL;
-- Those that go on are looked at once: then it is known what is to come for them by the policy of their programme.
UPDATE mentorships SET closing_at = started_at WHERE state IN ('active', 'on_hold') AND planned_end IS NOT NULL;
