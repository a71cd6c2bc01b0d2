package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"mentorbot/core/matching"
)

// profileItems are what counts towards completeness, in asking order.
func profileItems() []ProfileItem {
	return []ProfileItem{
		ItemPicture, ItemTimeZone, ItemDutyStation, ItemLanguages, ItemHeadline, ItemUnit, ItemPracticeArea, ItemJobFunction,
		ItemLinkedIn, ItemSummary, ItemSkills, ItemWishes, ItemMeeting,
	}
}

// has reports whether an item is filled in. place may be nil when the item is not about a participation.
func has(item ProfileItem, person Person, p Profile, place *Participant) bool {
	switch item {
	case ItemPicture:
		return person.OwnPicture
	case ItemTimeZone:
		return person.TimeZone != ""
	case ItemDutyStation:
		return p.DutyStation != ""
	case ItemLanguages:
		return len(p.Languages) > 0
	case ItemHeadline:
		return p.Headline != ""
	case ItemUnit:
		return p.Unit != ""
	case ItemPracticeArea:
		return len(p.PracticeAreas) > 0
	case ItemJobFunction:
		return len(p.JobFunctions) > 0
	case ItemLinkedIn:
		return p.LinkedInURL != ""
	case ItemSummary:
		return p.Summary != ""
	case ItemSkills:
		return len(p.Skills) > 0
	case ItemWishes:
		return len(p.Wishes) > 0
	case ItemMeeting:
		return len(p.MeetingModes) > 0
	case ItemTopics:
		return place != nil && len(place.Topics) > 0
	}
	return false
}

// completeness counts the filled items of a saved profile.
func completeness(person Person, p Profile) Completeness {
	items := profileItems()
	var c Completeness
	for _, item := range items {
		if !has(item, person, p, nil) {
			c.Missing = append(c.Missing, item)
		}
	}
	c.Percent = (len(items) - len(c.Missing)) * 100 / len(items)
	return c
}

// emptyItems are the required items that are not filled in.
func emptyItems(required []ProfileItem, person Person, p Profile, place Participant) []ProfileItem {
	var out []ProfileItem
	for _, item := range required {
		if !has(item, person, p, &place) {
			out = append(out, item)
		}
	}
	return out
}

// refreshFindable brings every participation of a person in line with what they have filled in, and their search terms with it.
func (u *unit) refreshFindable(ctx context.Context, person Person) error {
	profile, err := u.Profiles().Get(ctx, person.ID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("load profile: %w", err)
	}
	places, err := u.Participants().ForPerson(ctx, person.ID)
	if err != nil {
		return fmt.Errorf("load participations: %w", err)
	}
	var topics []string
	for _, place := range places {
		if err := u.Participants().Lock(ctx, place.Program, person.ID); err != nil {
			return fmt.Errorf("lock participation: %w", err)
		}
		if place, err = u.Participants().Get(ctx, place.Program, person.ID); err != nil {
			return fmt.Errorf("load participation: %w", err)
		}
		topics = append(topics, place.Topics...)
		if err := u.settleParticipant(ctx, person, profile, place); err != nil {
			return err
		}
	}
	if err := u.Profiles().Index(ctx, person.ID, searchTerms(profile, person, topics)); err != nil {
		return fmt.Errorf("index profile: %w", err)
	}
	return nil
}

// settleParticipant derives state and findability, and whether an application waits for staff, who see it on their Homes.
func (u *unit) settleParticipant(ctx context.Context, person Person, profile Profile, place Participant) error {
	program, err := u.Programs().Get(ctx, place.Program)
	if err != nil {
		return fmt.Errorf("load programme: %w", err)
	}
	gaps, err := u.gaps(ctx, program.Policy, person, profile, place)
	if err != nil {
		return err
	}
	before := place
	place.settle(program.Policy, gaps, u.now)
	place.Findable = place.State == ParticipantActive && place.standingIn(RoleMentor, program.Policy, gaps) == ready &&
		person.Stays() && !person.Unreachable
	if sameStanding(before, place) {
		return nil
	}
	place.UpdatedAt = u.now
	if err := u.Participants().Save(ctx, place); err != nil {
		return fmt.Errorf("save participation: %w", err)
	}
	if before.Findable && !place.Findable {
		u.release(place.Program, person.ID)
	}
	if before.AppliedAt.IsZero() != place.AppliedAt.IsZero() {
		if err := u.refreshStaff(ctx, place.Program); err != nil {
			return err
		}
	}
	detail := map[string]string{"state": string(place.State), "findable": strconv.FormatBool(place.Findable)}
	return u.audit(ctx, ActionSettleParticipant, PersonSubject(person.ID), detail)
}

// searchTerms is everything a person can be found by. Gender counts only when the person lets it.
func searchTerms(p Profile, person Person, topics []string) []Term {
	var list termList
	list.add(TermTopic, topics...)
	list.add(TermTopic, p.Skills...)
	list.add(TermWish, p.Wishes...)
	list.add(TermPracticeArea, p.PracticeAreas...)
	list.add(TermJobFunction, p.JobFunctions...)
	list.add(TermUnit, p.Unit)
	list.add(TermDutyStation, p.DutyStation)
	list.add(TermLanguage, p.Languages...)
	list.add(TermMeeting, p.MeetingModes...)
	list.add(TermMeeting, p.MeetingCity)
	if p.GenderPublic {
		list.add(TermGender, p.Gender)
	}
	for _, text := range searchTexts(p, person, topics) {
		list.add(TermWord, matching.Words(text)...)
	}
	return list.terms
}

// searchTexts is everything of a person whose words they can be found by.
func searchTexts(p Profile, person Person, topics []string) []string {
	about := []string{Card{Person: person, Profile: p}.Name(), p.Headline, p.Unit, p.DutyStation, p.Summary, p.MeetingCity}
	return slices.Concat(about, topics, p.Skills)
}

// termList collects terms, each kind and normal form once.
type termList struct {
	terms []Term
	seen  map[Term]bool
}

func (l *termList) add(kind TermKind, values ...string) {
	if l.seen == nil {
		l.seen = map[Term]bool{}
	}
	for _, v := range values {
		key := Term{Kind: kind, Norm: matching.Normalize(v)}
		if key.Norm == "" || l.seen[key] {
			continue
		}
		l.seen[key] = true
		l.terms = append(l.terms, Term{Kind: kind, Value: v, Norm: key.Norm})
	}
}
