DROP TABLE goal_entries;
DROP TABLE goals;
