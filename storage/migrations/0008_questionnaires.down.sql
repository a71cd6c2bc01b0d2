DROP TABLE answer_sheets;
