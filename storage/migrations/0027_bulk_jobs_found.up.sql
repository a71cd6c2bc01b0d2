-- The search for bulk that somebody now waits for has an index of its own, which is empty most of the time. Some databases have it already.
CREATE INDEX IF NOT EXISTS jobs_bulk ON jobs (workspace_id, lane) WHERE bulk AND state IN ('queued', 'running');
