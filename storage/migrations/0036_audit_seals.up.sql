-- The log of changes is sealed from time to time: each seal holds a hash over the one before it and the entries since.
CREATE TABLE audit_seals (
  seq       BIGINT PRIMARY KEY, -- of the last entry it covers
  previous  BIGINT NOT NULL UNIQUE,
  entries   BIGINT NOT NULL,
  hash      TEXT NOT NULL,
  sealed_at {{.Instant}} NOT NULL
);
