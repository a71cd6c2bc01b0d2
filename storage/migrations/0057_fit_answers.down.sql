DROP TABLE fit_answers;
