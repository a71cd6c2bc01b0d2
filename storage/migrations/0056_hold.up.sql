-- Since when and until when a mentorship is on hold, who said so last, and why. closing_at is when it goes on.
ALTER TABLE mentorships ADD COLUMN hold_since {{.Instant}};
ALTER TABLE mentorships ADD COLUMN hold_until {{.Instant}};
ALTER TABLE mentorships ADD COLUMN hold_by {{.ID}};
ALTER TABLE mentorships ADD COLUMN hold_reason TEXT NOT NULL DEFAULT '';
