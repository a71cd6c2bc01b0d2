-- A programme's name as it is compared, so that two people who name programmes at the same time cannot choose the same one. Programmes
-- that exist are compared by their ids until they are saved next: of two that are named alike already, each keeps its name.
ALTER TABLE programs ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
UPDATE programs SET name_key = id;
CREATE UNIQUE INDEX programs_name ON programs (workspace_id, name_key) WHERE state <> 'archived';
