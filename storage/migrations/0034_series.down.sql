ALTER TABLE calendar_copies DROP COLUMN series_id;
DROP INDEX sessions_series;
ALTER TABLE sessions DROP COLUMN part;
ALTER TABLE sessions DROP COLUMN series_id;
DROP TABLE series;
