package core

import (
	"context"
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

// Bounds of what comes from the chat system: more than its ids and addresses have, in bytes.
const (
	maxChannelID = 64
	maxFileLink  = 500
)
