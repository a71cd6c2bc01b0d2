package core

import "context"

// Announcement is what is posted about a programme, and where.
type Announcement struct {
	Channel  string `json:"channel"`            // id in the chat system
	Language string `json:"language,omitempty"` // one of ProductLanguages; those begun before there was a choice have none
	Words    string `json:"words,omitempty"`
}

// MaxAnnouncement limits what an admin adds to an announcement, in code points.
const MaxAnnouncement = 1000

// Invitable loads a programme for those who may invite people to it, while it is open.
func (s *Service) Invitable(ctx context.Context, call Call, id ProgramID) (Program, error) {
	return read(ctx, s, call, ActionEnlist, func(ctx context.Context, u *unit) (Program, error) {
		return u.invitable(ctx, id)
	})
}

func (u *unit) invitable(ctx context.Context, id ProgramID) (Program, error) {
	program, err := u.managed(ctx, ActionEnlist, id)
	if err != nil {
		return program, err
	}
	if program.State != ProgramOpen {
		return program, conflict(CodeProgramNotOpen)
	}
	return program, nil
}

// Announce has a programme announced in a channel. The same submission announces it once.
func (s *Service) Announce(ctx context.Context, call Call, id ProgramID, view string, in Announcement) (ErrandFacts, error) {
	in.Words = clean(in.Words)
	return change(ctx, s, call, ActionEnlist, func(ctx context.Context, u *unit) (ErrandFacts, error) {
		program, err := u.invitable(ctx, id)
		if err != nil {
			return ErrandFacts{}, err
		}
		var bad fieldErrors
		bad.add(checkRequired("channel", in.Channel))
		bad.add(checkRequired("language", in.Language))
		bad.add(checkKnown("language", ProductLanguages(), in.Language))
		bad.add(checkLength("words", in.Words, MaxAnnouncement))
		if err := bad.err(); err != nil {
			return ErrandFacts{}, err
		}
		e, err := u.beginErrand(ctx, Errand{
			Kind: ErrandAnnounce, Program: id, State: ErrandConfirmed, View: view, Content: ErrandContent{Announcement: &in},
		})
		return ErrandFacts{Errand: e, Program: program}, err
	})
}

// FindNamed finds the people of a request who are known, and gives the rest as rows to look for.
func (s *Service) FindNamed(ctx context.Context, workspace WorkspaceID, whom EnlistRequest) (found []PersonID, unknown []FactRow, err error) {
	type both struct {
		found   []PersonID
		unknown []FactRow
	}
	all, err := load(ctx, s, workspace, func(ctx context.Context, u *unit) (both, error) {
		var rows []FactRow
		for _, user := range whom.ChatUsers {
			rows = append(rows, FactRow{ChatUserID: user})
		}
		for _, email := range whom.Emails {
			rows = append(rows, FactRow{Email: email})
		}
		people, err := u.findPeople(ctx, rows)
		var b both
		for _, row := range rows {
			if person, known := people.person(row); known {
				b.found = append(b.found, person.ID)
			} else {
				b.unknown = append(b.unknown, row)
			}
		}
		return b, err
	})
	return all.found, all.unknown, err
}
