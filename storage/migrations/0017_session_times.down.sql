DROP TABLE session_times;
