package core

import (
	"context"
	"errors"
	"fmt"
)

// refreshSupportTeam brings the Homes of those who answer requests up to date.
func (u *unit) refreshSupportTeam(ctx context.Context, program ProgramID) error {
	if program == "" {
		return u.refreshAdmins(ctx)
	}
	return u.refreshStaff(ctx, program)
}

// supportTeam are those who hear of requests about a programme, or about none. Whoever installed the app stands in for admins while none is known.
func (u *unit) supportTeam(ctx context.Context, program ProgramID) ([]PersonID, error) {
	i, err := u.Installations().Brief(ctx)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, fmt.Errorf("load installation: %w", err)
	}
	admins, err := u.installers(ctx, i)
	if err != nil {
		return nil, err
	}
	var team []PersonID
	for _, a := range admins {
		team = append(team, a.ID)
	}
	if program == "" {
		return team, nil
	}
	staff, err := u.Programs().Staff(ctx, program)
	if err != nil {
		return nil, fmt.Errorf("load staff: %w", err)
	}
	for _, member := range staff {
		if member.Role == StaffAdmin {
			team = append(team, member.Person)
		}
	}
	return team, nil
}

// tellSupportTeam brings a person's words to who has their request, else to the channel, else to everybody of the team.
func (u *unit) tellSupportTeam(ctx context.Context, r SupportRequest) error {
	if r.TakenBy != "" {
		u.notify(r.TakenBy, NoticeSupport, Task{Support: r.ID})
		return nil
	}
	settings, err := u.Support().Settings(ctx)
	if err != nil {
		return fmt.Errorf("load support settings: %w", err)
	}
	if settings.Channel != "" {
		u.enqueue(Job{Kind: JobSupport, Task: Task{Support: r.ID}, Lane: "support:" + string(r.ID)})
		return nil
	}
	return u.tellEverybody(ctx, r)
}

// tellEverybody writes to everybody of the team who is not the one who asked, unless that is everybody.
func (u *unit) tellEverybody(ctx context.Context, r SupportRequest) error {
	team, err := u.supportTeam(ctx, r.Program)
	if err != nil {
		return err
	}
	for _, person := range team {
		if person != r.Person || len(team) == 1 {
			u.notify(person, NoticeSupport, Task{Support: r.ID})
		}
	}
	return nil
}

// SupportUnposted records that the chat system refuses messages to the team's channel, with its reason, and writes to everybody of the
// team instead. An empty reason says that no channel is set any more.
func (s *Service) SupportUnposted(ctx context.Context, workspace WorkspaceID, id SupportID, reason string) error {
	return s.supportByJob(ctx, workspace, id, func(ctx context.Context, u *unit, r SupportRequest) error {
		if err := u.noteTrouble(ctx, reason); err != nil {
			return err
		}
		return u.tellEverybody(ctx, r)
	})
}

// SupportPosted records that the team's channel took a message.
func (s *Service) SupportPosted(ctx context.Context, workspace WorkspaceID, id SupportID) error {
	return s.supportByJob(ctx, workspace, id, func(ctx context.Context, u *unit, _ SupportRequest) error { return u.noteTrouble(ctx, "") })
}

// noteTrouble keeps why the channel refuses messages, or that it does not any more.
func (u *unit) noteTrouble(ctx context.Context, reason string) error {
	settings, err := u.Support().Settings(ctx)
	if err != nil || settings.Channel == "" || settings.Trouble == reason {
		return err
	}
	settings.Trouble = reason
	if err := u.Support().SaveSettings(ctx, settings); err != nil {
		return fmt.Errorf("save support settings: %w", err)
	}
	return nil
}

// supportDue shows that a request was not answered in time.
func (s *Service) supportDue(ctx context.Context, workspace WorkspaceID, id SupportID) error {
	return s.supportByJob(ctx, workspace, id, func(ctx context.Context, u *unit, r SupportRequest) error {
		if !r.Overdue(u.now) {
			return nil
		}
		u.refreshMessages(SupportSubject(id), Task{Support: id})
		return u.refreshSupportTeam(ctx, r.Program)
	})
}

// supportByJob is a change by the system to what is around a request. One that is gone needs none.
func (s *Service) supportByJob(ctx context.Context, workspace WorkspaceID, id SupportID, do func(context.Context, *unit, SupportRequest) error) error {
	_, err := change(ctx, s, Call{Workspace: workspace}, ActionPostSupport, func(ctx context.Context, u *unit) (struct{}, error) {
		r, err := u.lockSupport(ctx, id)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, do(ctx, u, r)
	})
	if errors.Is(err, ErrNotFound) || Refusal(err) != nil && Refusal(err).Kind == NotFound {
		return nil
	}
	return err
}

// SupportSettings loads where requests go, for those who may change it.
func (s *Service) SupportSettings(ctx context.Context, call Call) (SupportSettings, error) {
	return read(ctx, s, call, ActionSetSupport, func(ctx context.Context, u *unit) (SupportSettings, error) {
		if err := u.allow(ActionSetSupport, u.adminRelation()); err != nil {
			return SupportSettings{}, err
		}
		return u.Support().Settings(ctx)
	})
}

// SetSupportChannel says where requests go from now on: to a channel, or by direct message to everybody of the team for an empty one.
func (s *Service) SetSupportChannel(ctx context.Context, call Call, channel string) error {
	_, err := change(ctx, s, call, ActionSetSupport, func(ctx context.Context, u *unit) (struct{}, error) {
		if err := u.allow(ActionSetSupport, u.adminRelation()); err != nil {
			return struct{}{}, err
		}
		if e := checkLength("channel", channel, maxChannelID); e != nil {
			return struct{}{}, e
		}
		if err := u.Support().SaveSettings(ctx, SupportSettings{Channel: channel, SetBy: u.actor.ID, SetAt: u.now}); err != nil {
			return struct{}{}, fmt.Errorf("save support settings: %w", err)
		}
		workspace, err := u.Workspace(ctx)
		if err != nil {
			return struct{}{}, fmt.Errorf("load workspace: %w", err)
		}
		return struct{}{}, u.audit(ctx, ActionSetSupport, "workspace:"+string(workspace.ID), map[string]string{"channel": channel})
	})
	return err
}
