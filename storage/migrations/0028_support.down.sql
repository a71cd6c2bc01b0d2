DROP TABLE support_settings;
DROP TABLE support_replies;
DROP TABLE support_requests;
