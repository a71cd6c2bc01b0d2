ALTER TABLE people DROP COLUMN mail_copies;
