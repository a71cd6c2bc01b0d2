-- The address of a person's own video room, offered when a session is booked.
ALTER TABLE calendars ADD COLUMN room TEXT NOT NULL DEFAULT '';
