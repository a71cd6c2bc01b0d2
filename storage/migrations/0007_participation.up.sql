-- Applications to take part, what a programme's staff said to a participant, mentorships that end early, and what people recommend.

ALTER TABLE participants ADD COLUMN approved_mentor BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE participants ADD COLUMN approved_mentee BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE participants ADD COLUMN applied_at {{.Instant}};
ALTER TABLE participants ADD COLUMN returned BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE participants ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE participants ADD COLUMN noted_at {{.Instant}};

-- Nobody had to be activated so far.
UPDATE participants SET approved_mentor = mentor, approved_mentee = mentee;

CREATE INDEX participants_waiting ON participants (workspace_id, program_id, applied_at, person_id) WHERE applied_at IS NOT NULL;

ALTER TABLE mentorships ADD COLUMN ended_by {{.ID}};
ALTER TABLE mentorships ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';

ALTER TABLE profiles ADD COLUMN tips TEXT NOT NULL DEFAULT '[]';
