DROP INDEX messages_sent;
DROP TABLE deliveries;
