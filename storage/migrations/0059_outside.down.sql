ALTER TABLE people DROP COLUMN outside;
