DROP INDEX mentorships_closing;
ALTER TABLE mentorships DROP COLUMN extend_until;
ALTER TABLE mentorships DROP COLUMN extension_by;
ALTER TABLE mentorships DROP COLUMN extension;
ALTER TABLE mentorships DROP COLUMN closing_by;
ALTER TABLE mentorships DROP COLUMN closing_at;
