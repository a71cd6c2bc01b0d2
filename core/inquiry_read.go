package core

import (
	"context"
	"fmt"
)

// Inquiries loads a page, counted from 0, of the questions of a mentorship, for one of the two.
func (s *Service) Inquiries(ctx context.Context, call Call, id MentorshipID, page int) (InquiriesFacts, error) {
	return read(ctx, s, call, ActionViewInquiries, func(ctx context.Context, u *unit) (InquiriesFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return InquiriesFacts{}, missing(err, "load mentorship")
		}
		if err := u.allow(ActionViewInquiries, u.relation(m.Mentor, m.Mentee)); err != nil {
			return InquiriesFacts{}, err
		}
		facts := InquiriesFacts{Mentorship: m}
		if facts.Viewer, err = u.card(ctx, u.actor.ID); err != nil {
			return facts, err
		}
		if facts.Other, err = u.publicCard(ctx, m.Other(u.actor.ID)); err != nil {
			return facts, err
		}
		if facts.Total, err = u.Inquiries().CountForMentorship(ctx, id); err != nil {
			return facts, fmt.Errorf("count questions: %w", err)
		}
		facts.Pages = max(1, (facts.Total+InquiriesPerPage-1)/InquiriesPerPage)
		facts.Page = min(max(page, 0), facts.Pages-1)
		facts.Inquiries, err = u.Inquiries().ForMentorship(ctx, id, facts.Page*InquiriesPerPage, InquiriesPerPage)
		if err != nil {
			return facts, fmt.Errorf("load questions: %w", err)
		}
		return facts, nil
	})
}

// InquiryToAnswer loads a question that the actor can answer, before they write in vain.
func (s *Service) InquiryToAnswer(ctx context.Context, call Call, id InquiryID) (InquiryFacts, error) {
	return read(ctx, s, call, ActionAnswerInquiry, func(ctx context.Context, u *unit) (InquiryFacts, error) {
		facts, err := u.inquiryFacts(ctx, id, call.Actor)
		switch {
		case err != nil:
			return facts, err
		case !facts.Mentorship.Ongoing():
			return facts, conflict(CodeInquiryReadOnly)
		case facts.Inquiry.AskedBy == call.Actor:
			return facts, conflict(CodeInquiryYourOwn)
		case facts.Inquiry.State != InquiryOpen:
			return facts, inquiryClosed(facts.Inquiry)
		}
		return facts, nil
	})
}

// InquiryFor loads a question as the viewer sees it, for rendering messages.
func (s *Service) InquiryFor(ctx context.Context, workspace WorkspaceID, id InquiryID, viewer PersonID) (InquiryFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (InquiryFacts, error) { return u.inquiryFacts(ctx, id, viewer) })
}

func (u *unit) inquiryFacts(ctx context.Context, id InquiryID, viewer PersonID) (InquiryFacts, error) {
	i, err := u.Inquiries().Get(ctx, id)
	if err != nil {
		return InquiryFacts{}, missing(err, "load question")
	}
	facts := InquiryFacts{Inquiry: i}
	if facts.Mentorship, err = u.Mentorships().Get(ctx, i.Mentorship); err != nil {
		return facts, missing(err, "load mentorship")
	}
	if err := u.allow(ActionViewInquiries, relationOf(viewer, facts.Mentorship.Mentor, facts.Mentorship.Mentee)); err != nil {
		return InquiryFacts{}, err
	}
	if facts.Program, err = u.Programs().Get(ctx, facts.Mentorship.Program); err != nil {
		return facts, missing(err, "load programme")
	}
	if facts.Viewer, err = u.card(ctx, viewer); err != nil {
		return facts, err
	}
	facts.Other, err = u.publicCard(ctx, facts.Mentorship.Other(viewer))
	return facts, err
}

// inquiryCounts counts the questions of a mentorship that wait for an answer, as one of the two sees it.
func (u *unit) inquiryCounts(ctx context.Context, id MentorshipID, viewer PersonID) (InquiryCounts, error) {
	open, err := u.Inquiries().Open(ctx, id)
	if err != nil {
		return InquiryCounts{}, fmt.Errorf("load open questions: %w", err)
	}
	var counts InquiryCounts
	for _, i := range open {
		if i.WaitsFor(viewer) {
			counts.ForYou++
		} else {
			counts.Yours++
		}
	}
	return counts, nil
}

// newsOfInquiry: a question is worth telling and reminding of while it waits for an answer, the answer while there is one.
func (u *unit) newsOfInquiry(ctx context.Context, task Task) (bool, error) {
	facts, err := u.inquiryFacts(ctx, task.Inquiry, task.To)
	return err == nil && !facts.Stale(task.Notice), err
}
