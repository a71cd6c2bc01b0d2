DROP TABLE time_proposals;
