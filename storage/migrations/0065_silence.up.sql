-- The last sign of life of a mentorship, when to look for the next one, what was said about a silence and when it ends the mentorship.
ALTER TABLE mentorships ADD COLUMN quiet_since {{.Instant}};
ALTER TABLE mentorships ADD COLUMN quiet_look_at {{.Instant}};
ALTER TABLE mentorships ADD COLUMN quiet_stage TEXT NOT NULL DEFAULT '';
ALTER TABLE mentorships ADD COLUMN quiet_ends_at {{.Instant}};
-- Mentorships from before are looked at soon.
UPDATE mentorships SET quiet_since = started_at, quiet_look_at = started_at WHERE state IN ('active', 'on_hold');
CREATE INDEX mentorships_quiet ON mentorships (quiet_look_at, id) WHERE quiet_look_at IS NOT NULL;
-- Which mentorship an item is about that concerns one as such.
ALTER TABLE attention_items ADD COLUMN mentorship_id {{.ID}};
