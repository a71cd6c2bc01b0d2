DROP INDEX jobs_next;
CREATE INDEX jobs_queued ON jobs (run_at, seq) WHERE state = 'queued';
ALTER TABLE jobs DROP COLUMN bulk;
