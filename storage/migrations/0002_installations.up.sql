-- One installation of the app per workspace. The tokens are encrypted; key_id names the key. They are NULL once the installation is
-- revoked.
CREATE TABLE installations (
  workspace_id  {{.ID}} PRIMARY KEY REFERENCES workspaces (id) DEFERRABLE INITIALLY DEFERRED,
  app_id        {{.ID}} NOT NULL,
  bot_user      {{.ID}} NOT NULL,
  enterprise_id {{.ID}} NOT NULL,
  scopes        TEXT NOT NULL,
  state         {{.ID}} NOT NULL,
  generation    INTEGER NOT NULL,
  installed_by  {{.ID}} NOT NULL,
  installed_at  {{.Instant}},
  revoked_at    {{.Instant}},
  reason        TEXT NOT NULL,
  key_id        {{.ID}} NOT NULL,
  bot_token     {{.Bytes}},
  refresh_token {{.Bytes}},
  expires_at    {{.Instant}},
  leased_until  {{.Instant}}
);

-- Installations under way: a digest of what the browser has to bring back.
CREATE TABLE install_states (
  digest     {{.ID}} PRIMARY KEY,
  expires_at {{.Instant}} NOT NULL
);
CREATE INDEX install_states_age ON install_states (expires_at);
