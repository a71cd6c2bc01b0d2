DROP TABLE postings;
DROP TABLE person_numbers;
