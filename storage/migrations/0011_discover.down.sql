DROP INDEX facts_manager;
DROP TABLE marks;
