ALTER TABLE calendars DROP COLUMN room;
