package core

import (
	"context"
	"fmt"
)

// ConversationFacts is a mentorship found by the group conversation of the two, as one of them sees it.
type ConversationFacts struct {
	Mentorship Mentorship
	Viewer     Card
	Other      Card
}

// MentorshipTalk finds the mentorship whose two people have a group conversation, for one of them: it is where they save messages from. The
// conversation is named by its id in the chat system.
func (s *Service) MentorshipTalk(ctx context.Context, call Call, conversation string) (ConversationFacts, error) {
	return own(ctx, s, call, ActionSaveMessage, func(ctx context.Context, u *unit) (ConversationFacts, error) {
		all, err := u.Mentorships().ForPerson(ctx, u.actor.ID)
		if err != nil {
			return ConversationFacts{}, fmt.Errorf("load mentorships: %w", err)
		}
		over := false
		for _, m := range all {
			if conversation == "" || m.Conversation != conversation {
				continue
			}
			if !m.Ongoing() {
				over = true
				continue
			}
			facts := ConversationFacts{Mentorship: m}
			if facts.Viewer, err = u.card(ctx, u.actor.ID); err != nil {
				return facts, err
			}
			facts.Other, err = u.publicCard(ctx, m.Other(u.actor.ID))
			return facts, err
		}
		if over {
			return ConversationFacts{}, conflict(CodeConversationOver)
		}
		return ConversationFacts{}, conflict(CodeConversationOther)
	})
}
