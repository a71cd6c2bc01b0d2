ALTER TABLE mentorships DROP COLUMN thanks_of_mentee;
ALTER TABLE mentorships DROP COLUMN thanks_of_mentor;
DROP TABLE evaluations;
