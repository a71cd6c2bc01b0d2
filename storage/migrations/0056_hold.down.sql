ALTER TABLE mentorships DROP COLUMN hold_reason;
ALTER TABLE mentorships DROP COLUMN hold_by;
ALTER TABLE mentorships DROP COLUMN hold_until;
ALTER TABLE mentorships DROP COLUMN hold_since;
