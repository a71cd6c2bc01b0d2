package core

import (
	"context"
	"slices"
)

// AddTip puts a recommendation on the actor's profile.
func (s *Service) AddTip(ctx context.Context, call Call, in Tip) (ProfileFacts, error) {
	in.Title, in.Link = cleanLine(in.Title), cleanLine(in.Link)
	return s.editTips(ctx, call, func(tips []Tip) ([]Tip, error) {
		var bad fieldErrors
		if !slices.Contains(TipKinds(), in.Kind) {
			bad.add(invalid("kind", CodeUnknownOption))
		}
		bad.add(checkRequired("title", in.Title))
		bad.add(checkLength("title", in.Title, MaxShortText))
		bad.add(checkLink("link", in.Link))
		if len(tips) >= MaxTips {
			bad.add(&Error{Kind: Conflict, Code: CodeTipsFull, Args: map[string]any{"Limit": MaxTips}})
		}
		in.ID = TipID(s.ids.NewID())
		return append(tips, in), bad.err()
	})
}

// RemoveTip takes a recommendation off the actor's profile; one that is not there is no error.
func (s *Service) RemoveTip(ctx context.Context, call Call, id TipID) (ProfileFacts, error) {
	return s.editTips(ctx, call, func(tips []Tip) ([]Tip, error) {
		return slices.DeleteFunc(tips, func(t Tip) bool { return t.ID == id }), nil
	})
}

// editTips changes the tips of a profile that has been saved before.
func (s *Service) editTips(ctx context.Context, call Call, edit func([]Tip) ([]Tip, error)) (ProfileFacts, error) {
	return change(ctx, s, call, ActionEditTips, func(ctx context.Context, u *unit) (ProfileFacts, error) {
		if err := u.allow(ActionEditTips, u.self()); err != nil {
			return ProfileFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return ProfileFacts{}, err
		}
		profile, isNew, err := u.ownProfile(ctx)
		if err != nil {
			return ProfileFacts{}, err
		}
		if isNew {
			return ProfileFacts{}, conflict(CodeProfileFirst)
		}
		before := len(profile.Tips)
		if profile.Tips, err = edit(slices.Clone(profile.Tips)); err != nil {
			return ProfileFacts{}, err
		}
		if len(profile.Tips) == before {
			return u.profileFacts(ctx)
		}
		profile.UpdatedAt = u.now
		if err := u.storeProfile(ctx, profile); err != nil {
			return ProfileFacts{}, err
		}
		return u.profileFacts(ctx)
	})
}
