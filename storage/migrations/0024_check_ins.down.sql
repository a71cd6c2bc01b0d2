-- What was said is lost; sessions it was said about are booked ones in the past again, and items about them go.
DELETE FROM attention_items WHERE session_id IS NOT NULL;
ALTER TABLE attention_items DROP COLUMN session_id;
DROP TABLE session_check_ins;
UPDATE sessions SET state = 'booked' WHERE state IN ('held', 'no_show', 'disputed');
DROP INDEX sessions_program;
DROP INDEX sessions_check_in;
ALTER TABLE sessions DROP COLUMN absent;
ALTER TABLE sessions DROP COLUMN held_minutes;
ALTER TABLE sessions DROP COLUMN check_in_at;
