DROP INDEX calendar_copies_uid;
DROP TABLE session_replies;
