-- The defaults stay: what was there before meant that nobody had chosen.
SELECT 1;
