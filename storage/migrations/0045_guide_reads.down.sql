DROP TABLE guide_reads;
