DROP TABLE agenda_points;
