-- When tokens are to be renewed: when half of their life is over. Those from before get new ones at once.
ALTER TABLE installations ADD COLUMN renew_at {{.Instant}};
UPDATE installations SET renew_at = installed_at WHERE state = 'active' AND expires_at IS NOT NULL;
