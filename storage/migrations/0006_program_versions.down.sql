DROP TABLE policy_drafts;
DROP TABLE program_versions;
