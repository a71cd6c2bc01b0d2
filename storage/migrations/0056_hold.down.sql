-- Nothing would let them go on afterwards.
UPDATE mentorships SET state = 'active', closing_at = started_at WHERE state = 'on_hold';
ALTER TABLE mentorships DROP COLUMN hold_reason;
ALTER TABLE mentorships DROP COLUMN hold_by;
ALTER TABLE mentorships DROP COLUMN hold_until;
ALTER TABLE mentorships DROP COLUMN hold_since;
