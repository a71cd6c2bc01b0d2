DROP TABLE mark_group_members;
DROP TABLE mark_groups;
