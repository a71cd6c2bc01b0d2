-- Of a series whose rest was moved to other times: which series the rest is now; of both: who moved it and when.
ALTER TABLE series ADD COLUMN next_id {{.ID}};
ALTER TABLE series ADD COLUMN moved_by {{.ID}};
ALTER TABLE series ADD COLUMN moved_at {{.Instant}};
