-- The workspace comes first in every key. Foreign keys are checked at the commit, so that rows may be written in any order.

CREATE TABLE workspaces (
  id           {{.ID}} PRIMARY KEY,
  chat_team_id {{.ID}} NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  locale       TEXT NOT NULL,
  created_at   {{.Instant}}
);

CREATE TABLE people (
  workspace_id   {{.ID}} NOT NULL REFERENCES workspaces (id) DEFERRABLE INITIALLY DEFERRED,
  id             {{.ID}} NOT NULL,
  chat_user_id   {{.ID}} NOT NULL,
  name           TEXT NOT NULL,
  email          TEXT NOT NULL,
  title          TEXT NOT NULL,
  picture_url    TEXT NOT NULL,
  own_picture    BOOLEAN NOT NULL,
  chat_locale    TEXT NOT NULL,
  language       TEXT NOT NULL,
  time_zone      TEXT NOT NULL,
  admin          BOOLEAN NOT NULL,
  bot            BOOLEAN NOT NULL,
  deactivated    BOOLEAN NOT NULL,
  unreachable    BOOLEAN NOT NULL,
  home_opened_at {{.Instant}},
  synced_at      {{.Instant}},
  created_at     {{.Instant}},
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX people_chat_user ON people (workspace_id, chat_user_id);
CREATE INDEX people_admins ON people (workspace_id, name) WHERE admin;

CREATE TABLE facts (
  workspace_id {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  key          {{.ID}} NOT NULL,
  value        TEXT NOT NULL,
  visibility   TEXT NOT NULL,
  PRIMARY KEY (workspace_id, person_id, key),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE profiles (
  workspace_id   {{.ID}} NOT NULL,
  person_id      {{.ID}} NOT NULL,
  name           TEXT NOT NULL,
  duty_station   TEXT NOT NULL,
  languages      TEXT NOT NULL,
  headline       TEXT NOT NULL,
  unit           TEXT NOT NULL,
  practice_areas TEXT NOT NULL,
  job_functions  TEXT NOT NULL,
  linkedin_url   TEXT NOT NULL,
  summary        TEXT NOT NULL,
  skills         TEXT NOT NULL,
  wishes         TEXT NOT NULL,
  meeting_modes  TEXT NOT NULL,
  meeting_city   TEXT NOT NULL,
  gender         TEXT NOT NULL,
  gender_public  BOOLEAN NOT NULL,
  phone          TEXT NOT NULL,
  created_at     {{.Instant}},
  updated_at     {{.Instant}},
  PRIMARY KEY (workspace_id, person_id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);

-- The search index: what is looked up is (workspace, kind, norm), whole or by prefix.
CREATE TABLE terms (
  workspace_id {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  kind         {{.ID}} NOT NULL,
  norm         {{.ID}} NOT NULL,
  value        {{.ID}} NOT NULL,
  PRIMARY KEY (workspace_id, person_id, kind, norm),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX terms_lookup ON terms (workspace_id, kind, norm, person_id);

CREATE TABLE programs (
  workspace_id {{.ID}} NOT NULL REFERENCES workspaces (id) DEFERRABLE INITIALLY DEFERRED,
  id           {{.ID}} NOT NULL,
  name         TEXT NOT NULL,
  state        {{.ID}} NOT NULL,
  policy       TEXT NOT NULL,
  version      INTEGER NOT NULL,
  created_at   {{.Instant}},
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE search_criteria (
  workspace_id {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  criteria     TEXT NOT NULL,
  PRIMARY KEY (workspace_id, program_id, person_id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE participants (
  workspace_id       {{.ID}} NOT NULL,
  program_id         {{.ID}} NOT NULL,
  person_id          {{.ID}} NOT NULL,
  mentor             BOOLEAN NOT NULL,
  mentee             BOOLEAN NOT NULL,
  state              {{.ID}} NOT NULL,
  topics             TEXT NOT NULL,
  capacity           INTEGER NOT NULL,
  unavailable        BOOLEAN NOT NULL,
  unavailable_until  {{.Instant}},
  unavailable_reason TEXT NOT NULL,
  findable           BOOLEAN NOT NULL,
  joined_at          {{.Instant}},
  updated_at         {{.Instant}},
  PRIMARY KEY (workspace_id, program_id, person_id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX participants_person ON participants (workspace_id, person_id);
CREATE INDEX participants_findable ON participants (workspace_id, program_id, person_id) WHERE findable;
CREATE INDEX participants_returning ON participants (unavailable_until) WHERE unavailable;

CREATE TABLE choice_lists (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  mentee_id    {{.ID}} NOT NULL,
  state        {{.ID}} NOT NULL,
  message      TEXT NOT NULL,
  created_at   {{.Instant}},
  submitted_at {{.Instant}},
  closed_at    {{.Instant}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, mentee_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX choice_lists_mentee ON choice_lists (workspace_id, program_id, mentee_id, created_at);
CREATE UNIQUE INDEX choice_lists_current ON choice_lists (workspace_id, program_id, mentee_id)
  WHERE state IN ('draft', 'running');

CREATE TABLE choices (
  workspace_id {{.ID}} NOT NULL,
  list_id      {{.ID}} NOT NULL,
  rank         INTEGER NOT NULL,
  mentor_id    {{.ID}} NOT NULL,
  PRIMARY KEY (workspace_id, list_id, rank),
  FOREIGN KEY (workspace_id, list_id) REFERENCES choice_lists (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, mentor_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX choices_mentor ON choices (workspace_id, list_id, mentor_id);

CREATE TABLE invitations (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  list_id      {{.ID}} NOT NULL,
  mentee_id    {{.ID}} NOT NULL,
  mentor_id    {{.ID}} NOT NULL,
  rank         INTEGER NOT NULL,
  state        {{.ID}} NOT NULL,
  skip_reason  TEXT NOT NULL,
  reason       TEXT NOT NULL,
  reason_text  TEXT NOT NULL,
  created_at   {{.Instant}},
  delivered_at {{.Instant}},
  remind_at    {{.Instant}},
  reminded_at  {{.Instant}},
  expires_at   {{.Instant}},
  closed_at    {{.Instant}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, list_id) REFERENCES choice_lists (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, mentee_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, mentor_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX invitations_list ON invitations (workspace_id, list_id);
CREATE UNIQUE INDEX invitations_live ON invitations (workspace_id, list_id) WHERE state IN ('queued', 'sent');
CREATE INDEX invitations_waiting ON invitations (workspace_id, mentor_id, created_at) WHERE state IN ('queued', 'sent');
CREATE INDEX invitations_expiring ON invitations (expires_at, id) WHERE state = 'sent';
CREATE INDEX invitations_reminding ON invitations (remind_at, id) WHERE state = 'sent' AND reminded_at IS NULL;

CREATE TABLE mentorships (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  program_id    {{.ID}} NOT NULL,
  mentor_id     {{.ID}} NOT NULL,
  mentee_id     {{.ID}} NOT NULL,
  invitation_id {{.ID}},
  state         {{.ID}} NOT NULL,
  conversation  TEXT NOT NULL,
  started_at    {{.Instant}},
  planned_end   {{.Instant}},
  ended_at      {{.Instant}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, mentor_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, mentee_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, invitation_id) REFERENCES invitations (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX mentorships_mentor ON mentorships (workspace_id, mentor_id, program_id);
CREATE INDEX mentorships_mentee ON mentorships (workspace_id, mentee_id, program_id);
CREATE UNIQUE INDEX mentorships_pair ON mentorships (workspace_id, program_id, mentor_id, mentee_id)
  WHERE state IN ('active', 'on_hold');
CREATE UNIQUE INDEX mentorships_invitation ON mentorships (workspace_id, invitation_id);

CREATE TABLE sessions (
  workspace_id  {{.ID}} NOT NULL,
  id            {{.ID}} NOT NULL,
  mentorship_id {{.ID}} NOT NULL,
  program_id    {{.ID}} NOT NULL,
  number        INTEGER NOT NULL,
  kind          TEXT NOT NULL,
  title         TEXT NOT NULL,
  agenda        TEXT NOT NULL,
  place         TEXT NOT NULL,
  link          TEXT NOT NULL,
  starts_at     {{.Instant}} NOT NULL,
  ends_at       {{.Instant}} NOT NULL,
  minutes       INTEGER NOT NULL,
  zone          TEXT NOT NULL,
  state         {{.ID}} NOT NULL,
  sequence      INTEGER NOT NULL,
  booked_by     {{.ID}},
  changed_by    {{.ID}},
  moved_from    {{.Instant}},
  cancelled_by  {{.ID}},
  reason        TEXT NOT NULL,
  late          BOOLEAN NOT NULL,
  created_at    {{.Instant}},
  updated_at    {{.Instant}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, mentorship_id) REFERENCES mentorships (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, booked_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, changed_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, cancelled_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX sessions_mentorship ON sessions (workspace_id, mentorship_id, ends_at);

-- A reminder is known by when it is due too: moving a session makes a new one, repeating the same time does not.
CREATE TABLE session_reminders (
  workspace_id {{.ID}} NOT NULL,
  session_id   {{.ID}} NOT NULL,
  lead         INTEGER NOT NULL,
  due_at       {{.Instant}} NOT NULL,
  sent_at      {{.Instant}},
  PRIMARY KEY (workspace_id, session_id, lead, due_at),
  FOREIGN KEY (workspace_id, session_id) REFERENCES sessions (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX session_reminders_due ON session_reminders (due_at, session_id, lead) WHERE sent_at IS NULL;

CREATE TABLE calendar_copies (
  workspace_id {{.ID}} NOT NULL,
  session_id   {{.ID}} NOT NULL,
  person_id    {{.ID}} NOT NULL,
  uid          TEXT NOT NULL,
  organizer    TEXT NOT NULL,
  address      TEXT NOT NULL,
  mail_id      TEXT NOT NULL,
  sequence     INTEGER NOT NULL,
  method       TEXT NOT NULL,
  stamped_at   {{.Instant}},
  PRIMARY KEY (workspace_id, session_id, person_id),
  FOREIGN KEY (workspace_id, session_id) REFERENCES sessions (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE attention_items (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  program_id   {{.ID}} NOT NULL,
  kind         TEXT NOT NULL,
  person_id    {{.ID}} NOT NULL,
  list_id      {{.ID}},
  created_at   {{.Instant}},
  resolved_at  {{.Instant}},
  resolved_by  {{.ID}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, program_id) REFERENCES programs (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, list_id) REFERENCES choice_lists (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (workspace_id, resolved_by) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX attention_items_open ON attention_items (workspace_id, created_at, id) WHERE resolved_at IS NULL;
CREATE INDEX attention_items_person ON attention_items (workspace_id, program_id, person_id) WHERE resolved_at IS NULL;

-- Jobs are purged and messages are not, so a message does not refer to its job by a foreign key.
CREATE TABLE messages (
  workspace_id {{.ID}} NOT NULL,
  id           {{.ID}} NOT NULL,
  job_id       {{.ID}} NOT NULL,
  person_id    {{.ID}},
  notice       TEXT NOT NULL,
  subject      {{.ID}} NOT NULL,
  channel      TEXT NOT NULL,
  timestamp    TEXT NOT NULL,
  sent_at      {{.Instant}},
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX messages_job ON messages (workspace_id, job_id);
CREATE INDEX messages_subject ON messages (workspace_id, subject, sent_at);

-- The log outlives what it speaks of, so it refers to nothing but the workspace.
CREATE TABLE audit_entries (
  seq          {{.Serial}},
  workspace_id {{.ID}} NOT NULL REFERENCES workspaces (id) DEFERRABLE INITIALLY DEFERRED,
  at           {{.Instant}},
  actor_id     {{.ID}},
  action       TEXT NOT NULL,
  subject      {{.ID}} NOT NULL,
  refused      TEXT NOT NULL,
  detail       TEXT NOT NULL,
  request_id   TEXT NOT NULL
);
CREATE INDEX audit_entries_subject ON audit_entries (workspace_id, subject, seq);

CREATE TABLE inbox (
  workspace_id {{.ID}} NOT NULL REFERENCES workspaces (id) DEFERRABLE INITIALLY DEFERRED,
  envelope     {{.ID}} NOT NULL,
  answer       {{.Bytes}},
  at           {{.Instant}},
  PRIMARY KEY (workspace_id, envelope)
);
CREATE INDEX inbox_age ON inbox (at);

-- Work across workspaces has the empty workspace, which is why there is no foreign key. seq is the order of a lane.
CREATE TABLE jobs (
  seq          {{.Serial}},
  id           {{.ID}} NOT NULL UNIQUE,
  workspace_id {{.ID}} NOT NULL,
  kind         TEXT NOT NULL,
  task         TEXT NOT NULL,
  lane         {{.ID}},
  key          {{.ID}},
  run_at       {{.Instant}} NOT NULL,
  attempts     INTEGER NOT NULL,
  state        {{.ID}} NOT NULL,
  leased_until {{.Instant}},
  last_error   TEXT NOT NULL,
  created_at   {{.Instant}},
  finished_at  {{.Instant}}
);
CREATE INDEX jobs_queued ON jobs (run_at, seq) WHERE state = 'queued';
CREATE INDEX jobs_leased ON jobs (leased_until) WHERE state = 'running';
CREATE INDEX jobs_lane ON jobs (workspace_id, lane, seq) WHERE lane IS NOT NULL AND state IN ('queued', 'running');
CREATE UNIQUE INDEX jobs_lane_running ON jobs (workspace_id, lane) WHERE state = 'running';
CREATE UNIQUE INDEX jobs_key ON jobs (workspace_id, key) WHERE state = 'queued';
CREATE UNIQUE INDEX jobs_system_key ON jobs (key) WHERE workspace_id = '';
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE state IN ('done', 'failed');
