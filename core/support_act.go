package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// NewSupport is a request for help as somebody fills it in.
type NewSupport struct {
	Topic SupportTopic
	Text  string
	File  SupportFile
}

// AskSupport writes to the team. Errors: CodeSupportFull while too many of the actor's requests are not resolved.
func (s *Service) AskSupport(ctx context.Context, call Call, in NewSupport) (SupportFacts, error) {
	in.Text, in.File = clean(in.Text), in.File.bounded()
	return change(ctx, s, call, ActionAskSupport, func(ctx context.Context, u *unit) (SupportFacts, error) {
		if err := u.allow(ActionAskSupport, u.self()); err != nil {
			return SupportFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return SupportFacts{}, err
		}
		if err := u.checkSupport(ctx, in); err != nil {
			return SupportFacts{}, err
		}
		program, err := u.supportProgram(ctx)
		if err != nil {
			return SupportFacts{}, err
		}
		r := SupportRequest{
			ID: SupportID(s.ids.NewID()), Person: u.actor.ID, Program: program.ID, Topic: in.Topic, Text: in.Text, File: in.File,
			State: SupportOpen, CreatedAt: u.now, DueAt: program.Policy.SupportDue(u.now, u.actor.Location()),
		}
		if err := u.saveSupport(ctx, r, ActionAskSupport); err != nil {
			return SupportFacts{}, err
		}
		if err := u.tellSupportTeam(ctx, r); err != nil {
			return SupportFacts{}, err
		}
		return u.supportThread(ctx, r, u.actor)
	})
}

// bounded leaves out what no file of the chat system has: the request counts, not its picture.
func (f SupportFile) bounded() SupportFile {
	if len(f.ID) > maxChannelID || len(f.Link) > maxFileLink {
		return SupportFile{}
	}
	return f
}

func (u *unit) checkSupport(ctx context.Context, in NewSupport) error {
	var topics []string
	for _, t := range SupportTopics() {
		topics = append(topics, string(t))
	}
	var bad fieldErrors
	bad.add(checkRequired("topic", string(in.Topic)))
	bad.add(checkKnown("topic", topics, string(in.Topic)))
	bad.add(checkRequired("text", in.Text))
	bad.add(checkLength("text", in.Text, MaxSupportText))
	if err := bad.err(); err != nil {
		return err
	}
	_, open, err := u.Support().CountOf(ctx, u.actor.ID)
	if err != nil {
		return fmt.Errorf("count requests for help: %w", err)
	}
	if open >= MaxSupportOpen {
		return &Error{Kind: Conflict, Code: CodeSupportFull, Args: map[string]any{"Limit": MaxSupportOpen}}
	}
	return nil
}

// saveSupport stores a request, brings what was said about it and the Homes of both sides up to date, and sees to it that a missed answer
// is seen when it is missed.
func (u *unit) saveSupport(ctx context.Context, r SupportRequest, action Action) error {
	if err := u.Support().Save(ctx, r); err != nil {
		return fmt.Errorf("save request for help: %w", err)
	}
	if action == ActionAskSupport || action == ActionReplySupport {
		u.enqueueAt(Job{Kind: JobSupportDue, Task: Task{Support: r.ID}}, r.DueAt)
	}
	if action != ActionAskSupport {
		u.refreshMessages(SupportSubject(r.ID), Task{Support: r.ID})
	}
	u.refreshHome(r.Person)
	if err := u.refreshSupportTeam(ctx, r.Program); err != nil {
		return err
	}
	return u.audit(ctx, action, SupportSubject(r.ID), map[string]string{"topic": string(r.Topic), "state": string(r.State)})
}

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

func (u *unit) lockSupport(ctx context.Context, id SupportID) (SupportRequest, error) {
	if err := u.Support().Lock(ctx, id); err != nil {
		return SupportRequest{}, fmt.Errorf("lock request for help: %w", err)
	}
	r, err := u.Support().Get(ctx, id)
	return r, missing(err, "load request for help")
}

// onSupport is a change to a request by who asked or by one of the team.
func (s *Service) onSupport(
	ctx context.Context, call Call, action Action, id SupportID, do func(context.Context, *unit, *SupportRequest) error,
) (SupportFacts, error) {
	return change(ctx, s, call, action, func(ctx context.Context, u *unit) (SupportFacts, error) {
		r, err := u.lockSupport(ctx, id)
		if err != nil {
			return SupportFacts{}, err
		}
		action, err := u.supportAction(ctx, action, r)
		if err != nil {
			return SupportFacts{}, err
		}
		if err := do(ctx, u, &r); err != nil {
			return SupportFacts{}, err
		}
		if err := u.saveSupport(ctx, r, action); err != nil {
			return SupportFacts{}, err
		}
		return u.supportThread(ctx, r, u.actor)
	})
}

// TakeSupport says that the actor sees to a request. Errors: CodeSupportTaken when somebody else does, CodeSupportResolved.
func (s *Service) TakeSupport(ctx context.Context, call Call, id SupportID) (SupportFacts, error) {
	return s.onSupport(ctx, call, ActionTakeSupport, id, func(ctx context.Context, u *unit, r *SupportRequest) error {
		switch {
		case r.State == SupportResolved:
			return conflict(CodeSupportResolved)
		case r.TakenBy != "":
			by, err := u.publicCard(ctx, r.TakenBy)
			if err != nil {
				return err
			}
			return &Error{Kind: Conflict, Code: CodeSupportTaken, Args: map[string]any{"Name": by.Name()}}
		}
		r.State, r.TakenBy = SupportTaken, u.actor.ID
		return nil
	})
}

// AnswerSupport writes to who asked, for the team. A request nobody has is the actor's from then on. Errors: CodeSupportResolved,
// CodeSupportLong.
func (s *Service) AnswerSupport(ctx context.Context, call Call, id SupportID, text string) (SupportFacts, error) {
	return s.onSupport(ctx, call, ActionAnswerSupport, id, func(ctx context.Context, u *unit, r *SupportRequest) error {
		if r.State == SupportResolved {
			return conflict(CodeSupportResolved)
		}
		if err := u.addSupportReply(ctx, *r, text, true); err != nil {
			return err
		}
		r.State = SupportAnswered
		if r.TakenBy == "" {
			r.TakenBy = u.actor.ID
		}
		u.notify(r.Person, NoticeSupportAnswer, Task{Support: id})
		return nil
	})
}

// ReplySupport writes to the team again. The answer to it has the whole time; a request that was resolved is open again. Errors:
// CodeSupportLong.
func (s *Service) ReplySupport(ctx context.Context, call Call, id SupportID, text string) (SupportFacts, error) {
	return s.onSupport(ctx, call, ActionReplySupport, id, func(ctx context.Context, u *unit, r *SupportRequest) error {
		if err := u.addSupportReply(ctx, *r, text, false); err != nil {
			return err
		}
		if err := u.reopenSupport(ctx, r); err != nil {
			return err
		}
		return u.tellSupportTeam(ctx, *r)
	})
}

// reopenSupport makes a request wait for the team. Who had it has it again, unless they are of the team no more.
func (u *unit) reopenSupport(ctx context.Context, r *SupportRequest) error {
	policy := DefaultPolicy()
	if r.Program != "" {
		program, err := u.Programs().Get(ctx, r.Program)
		if err != nil {
			return missing(err, "load programme")
		}
		policy = program.Policy
	}
	if !r.Waits() { // somebody who writes twice does not wait longer for it
		r.DueAt = policy.SupportDue(u.now, u.actor.Location())
	}
	r.State, r.ResolvedAt, r.ResolvedBy = SupportOpen, time.Time{}, ""
	if r.TakenBy == "" {
		return nil
	}
	taker, err := u.People().Get(ctx, r.TakenBy)
	if err != nil {
		return missing(err, "load who has the request")
	}
	still, err := u.ofSupportTeam(ctx, r.Program, taker)
	if err != nil {
		return err
	}
	if !still || !taker.Active() {
		r.TakenBy = ""
		return nil
	}
	r.State = SupportTaken
	return nil
}

func (u *unit) addSupportReply(ctx context.Context, r SupportRequest, text string, team bool) error {
	text = clean(text)
	var bad fieldErrors
	bad.add(checkRequired("text", text))
	bad.add(checkLength("text", text, MaxSupportReply))
	if err := bad.err(); err != nil {
		return err
	}
	written, err := u.Support().Replies(ctx, r.ID)
	if err != nil {
		return fmt.Errorf("load replies: %w", err)
	}
	if len(written) >= MaxSupportReplies {
		return &Error{Kind: Conflict, Code: CodeSupportLong, Args: map[string]any{"Limit": MaxSupportReplies}}
	}
	reply := SupportReply{Request: r.ID, Number: len(written) + 1, By: u.actor.ID, Team: team, Text: text, At: u.now}
	if err := u.Support().AddReply(ctx, reply); err != nil {
		return fmt.Errorf("add reply: %w", err)
	}
	return nil
}

// ResolveSupport ends a request, by either side. Who asked hears of it when it was the team. Errors: CodeSupportResolved.
func (s *Service) ResolveSupport(ctx context.Context, call Call, id SupportID) (SupportFacts, error) {
	return s.onSupport(ctx, call, ActionResolveSupport, id, func(_ context.Context, u *unit, r *SupportRequest) error {
		if r.State == SupportResolved {
			return conflict(CodeSupportResolved)
		}
		told := r.State == SupportAnswered // their message about the answer follows by itself
		r.State, r.ResolvedAt, r.ResolvedBy = SupportResolved, u.now, u.actor.ID
		if u.actor.ID != r.Person && !told {
			u.notify(r.Person, NoticeSupportAnswer, Task{Support: id})
		}
		return nil
	})
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

// Bounds of what comes from the chat system: more than its ids and addresses have, in bytes.
const (
	maxChannelID = 64
	maxFileLink  = 500
)
