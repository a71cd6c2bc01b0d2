-- What nobody waits for in front of a screen, such as hundreds of introductions, is done after what somebody does wait for.
ALTER TABLE jobs ADD COLUMN bulk BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX jobs_queued;
CREATE INDEX jobs_next ON jobs (bulk, run_at, seq) WHERE state = 'queued';
