DROP TABLE mentee_criteria;
UPDATE mentorships SET invitation_id = NULL WHERE EXISTS (SELECT 1 FROM invitations AS i
  WHERE i.workspace_id = mentorships.workspace_id AND i.id = mentorships.invitation_id AND i.offer);
DROP INDEX invitations_offered;
DROP INDEX invitations_offer;
DELETE FROM invitations WHERE offer;
DELETE FROM choices WHERE EXISTS (SELECT 1 FROM choice_lists AS l
  WHERE l.workspace_id = choices.workspace_id AND l.id = choices.list_id AND l.offer);
DROP INDEX choice_lists_current;
DELETE FROM choice_lists WHERE offer;
ALTER TABLE invitations DROP COLUMN offer;
ALTER TABLE choice_lists DROP COLUMN offer;
CREATE UNIQUE INDEX choice_lists_current ON choice_lists (workspace_id, program_id, mentee_id)
  WHERE state IN ('draft', 'running');
DROP INDEX facts_manager;
DROP TABLE marks;
