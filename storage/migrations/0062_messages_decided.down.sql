ALTER TABLE messages DROP COLUMN lead;
ALTER TABLE messages DROP COLUMN decided_at;
