ALTER TABLE series DROP COLUMN moved_at;
ALTER TABLE series DROP COLUMN moved_by;
ALTER TABLE series DROP COLUMN next_id;
