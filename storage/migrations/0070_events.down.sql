DROP TABLE event_sign_ups;
DROP TABLE events;
