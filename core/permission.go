package core

import "slices"

// Relation is what an actor is to the thing they act on.
type Relation string

// The relations permission is decided by. RelationSystem is the product itself acting on a deadline or a delivery.
const (
	RelationSystem Relation = "system"
	RelationSelf   Relation = "self"   // acts on their own record
	RelationMentor Relation = "mentor" // the mentor asked, or of the mentorship
	RelationMentee Relation = "mentee" // the mentee who asks, or of the mentorship
	RelationAdmin  Relation = "admin"  // workspace admin
	RelationOther  Relation = "other"  // anybody else
)

// Permitted lists who may do an action. It is the one table of permissions.
func Permitted(action Action) []Relation {
	switch action {
	case ActionSaveProfile, ActionSaveSettings, ActionOpenHome, ActionJoinMentor, ActionLeaveMentor, ActionJoinMentee,
		ActionSetAvailability, ActionEditChoices, ActionSubmitChoices:
		return []Relation{RelationSelf}
	case ActionWithdrawChoices:
		return []Relation{RelationMentee}
	case ActionAccept, ActionDecline:
		return []Relation{RelationMentor}
	case ActionBookSession, ActionMoveSession, ActionCancelSession:
		return []Relation{RelationMentor, RelationMentee}
	case ActionResolveAttention:
		return []Relation{RelationAdmin}
	}
	return []Relation{RelationSystem}
}

// allow refuses the action unless the actor's relation is among the permitted ones.
func (u *unit) allow(action Action, relation Relation) error {
	if !slices.Contains(Permitted(action), relation) {
		return forbidden()
	}
	return nil
}

// self is the relation to one's own records: everybody has one, the system has none.
func (u *unit) self() Relation {
	if u.call.Actor == "" {
		return RelationSystem
	}
	return RelationSelf
}

func (u *unit) relation(mentor, mentee PersonID) Relation {
	switch u.call.Actor {
	case "":
		return RelationSystem
	case mentor:
		return RelationMentor
	case mentee:
		return RelationMentee
	}
	return RelationOther
}

func (u *unit) adminRelation() Relation {
	if u.actor.Admin {
		return RelationAdmin
	}
	return RelationOther
}
