DROP INDEX people_email;
DROP TABLE enlistments;
DROP TABLE errands;
