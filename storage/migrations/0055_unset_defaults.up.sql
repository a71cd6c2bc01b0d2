-- Programmes stored before there was a reminder of the end, or an evaluation, read as if their admins had chosen none. They get the default,
-- unless some version of theirs shows that the setting was chosen. All versions get it, so that the history tells of no change nobody made.
CREATE TABLE unset_settings AS
  SELECT workspace_id, program_id,
    CASE WHEN sum(CASE WHEN policy LIKE '%"end_reminder_days":%' THEN 0 ELSE 1 END) > 0
      AND sum(CASE WHEN policy LIKE '%"end_reminder_days":%' AND policy NOT LIKE '%"end_reminder_days":0,%' THEN 1 ELSE 0 END) = 0
      THEN 1 ELSE 0 END AS reminder,
    CASE WHEN sum(CASE WHEN policy LIKE '%"evaluation_days":%' THEN 0 ELSE 1 END) > 0
      AND sum(CASE WHEN policy LIKE '%"evaluation_days":%' AND policy NOT LIKE '%"evaluation_days":0,%' THEN 1 ELSE 0 END) = 0
      THEN 1 ELSE 0 END AS evaluation
  FROM program_versions GROUP BY workspace_id, program_id;
UPDATE policy_drafts SET policy = CASE
    WHEN policy LIKE '%"end_reminder_days":0,%' THEN replace(policy, '"end_reminder_days":0,', '"end_reminder_days":14,')
    WHEN policy LIKE '%"end_reminder_days":%' THEN policy
    ELSE '{"end_reminder_days":14,' || substr(policy, 2) END
  WHERE EXISTS (SELECT 1 FROM unset_settings u WHERE u.reminder = 1 AND u.workspace_id = policy_drafts.workspace_id AND u.program_id = policy_drafts.program_id);
UPDATE programs SET policy = CASE
    WHEN policy LIKE '%"end_reminder_days":0,%' THEN replace(policy, '"end_reminder_days":0,', '"end_reminder_days":14,')
    WHEN policy LIKE '%"end_reminder_days":%' THEN policy
    ELSE '{"end_reminder_days":14,' || substr(policy, 2) END
  WHERE EXISTS (SELECT 1 FROM unset_settings u WHERE u.reminder = 1 AND u.workspace_id = programs.workspace_id AND u.program_id = programs.id);
UPDATE program_versions SET policy = CASE
    WHEN policy LIKE '%"end_reminder_days":0,%' THEN replace(policy, '"end_reminder_days":0,', '"end_reminder_days":14,')
    WHEN policy LIKE '%"end_reminder_days":%' THEN policy
    ELSE '{"end_reminder_days":14,' || substr(policy, 2) END
  WHERE EXISTS (SELECT 1 FROM unset_settings u WHERE u.reminder = 1 AND u.workspace_id = program_versions.workspace_id AND u.program_id = program_versions.program_id);
UPDATE policy_drafts SET policy = CASE
    WHEN policy LIKE '%"evaluation_days":0,%' THEN replace(policy, '"evaluation_days":0,', '"evaluation_days":14,')
    WHEN policy LIKE '%"evaluation_days":%' THEN policy
    ELSE '{"evaluation_days":14,' || substr(policy, 2) END
  WHERE EXISTS (SELECT 1 FROM unset_settings u WHERE u.evaluation = 1 AND u.workspace_id = policy_drafts.workspace_id AND u.program_id = policy_drafts.program_id);
UPDATE programs SET policy = CASE
    WHEN policy LIKE '%"evaluation_days":0,%' THEN replace(policy, '"evaluation_days":0,', '"evaluation_days":14,')
    WHEN policy LIKE '%"evaluation_days":%' THEN policy
    ELSE '{"evaluation_days":14,' || substr(policy, 2) END
  WHERE EXISTS (SELECT 1 FROM unset_settings u WHERE u.evaluation = 1 AND u.workspace_id = programs.workspace_id AND u.program_id = programs.id);
UPDATE program_versions SET policy = CASE
    WHEN policy LIKE '%"evaluation_days":0,%' THEN replace(policy, '"evaluation_days":0,', '"evaluation_days":14,')
    WHEN policy LIKE '%"evaluation_days":%' THEN policy
    ELSE '{"evaluation_days":14,' || substr(policy, 2) END
  WHERE EXISTS (SELECT 1 FROM unset_settings u WHERE u.evaluation = 1 AND u.workspace_id = program_versions.workspace_id AND u.program_id = program_versions.program_id);
-- What was planned without a reminder is looked at once more.
UPDATE mentorships SET closing_at = started_at
  WHERE state IN ('active', 'on_hold') AND closing_at = planned_end AND closing_by IS NULL
    AND EXISTS (SELECT 1 FROM unset_settings u WHERE u.reminder = 1 AND u.workspace_id = mentorships.workspace_id AND u.program_id = mentorships.program_id);
DROP TABLE unset_settings;
