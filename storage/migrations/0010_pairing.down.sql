DROP INDEX invitations_closed;
DROP TABLE pairing_proposals;
DROP TABLE pairing_runs;
DROP TABLE exclusions;
