DROP TABLE lesson_ticks;
