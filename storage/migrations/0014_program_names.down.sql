DROP INDEX programs_name;
ALTER TABLE programs DROP COLUMN name_key;
