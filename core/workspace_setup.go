package core

import (
	"context"
	"errors"
	"fmt"
)

// DefaultProgramName is the name a workspace's first programme starts with.
const DefaultProgramName = "Mentoring programme"

// EnsureWorkspace finds the workspace of a chat team, or creates it with one open programme under the default policy.
func (s *Service) EnsureWorkspace(ctx context.Context, w Workspace) (Workspace, error) {
	w.Name = cleanLine(w.Name)
	known, err := s.store.WorkspaceByTeam(ctx, w.ChatTeamID)
	if errors.Is(err, ErrNotFound) {
		w.ID, w.CreatedAt = WorkspaceID(s.ids.NewID()), s.Now()
		err = s.store.CreateWorkspace(ctx, w)
		if errors.Is(err, ErrDuplicate) { // another replica was faster
			w, err = s.store.WorkspaceByTeam(ctx, w.ChatTeamID)
		}
		known = w
	}
	if err != nil {
		return Workspace{}, fmt.Errorf("ensure workspace: %w", err)
	}
	return known, s.ensureProgram(ctx, known.ID)
}

// ensureProgram uses an envelope of its own, so that of replicas that start together one makes the programme and the others wait for it.
func (s *Service) ensureProgram(ctx context.Context, workspace WorkspaceID) error {
	_, err := change(ctx, s, Call{Workspace: workspace, Envelope: "first programme"}, ActionCreateProgram, func(ctx context.Context, u *unit) (Program, error) {
		existing, err := u.Programs().List(ctx)
		if err != nil || len(existing) > 0 {
			return Program{}, err
		}
		p := Program{
			ID: ProgramID(s.ids.NewID()), Workspace: workspace, Name: DefaultProgramName, State: ProgramOpen,
			Policy: DefaultPolicy(), CreatedAt: u.now,
		}
		return p, u.keep(ctx, &p, ActionCreateProgram, "")
	})
	return err
}
