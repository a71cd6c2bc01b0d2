package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"mentorbot/core/matching"
)

// SearchID names what a person looks for: the id of a [SavedSearch], SearchAll, or nothing for what they searched for last.
type SearchID string

// SearchAll is the search without criteria. It is kept nowhere, and leaves alone what was searched for last.
const SearchAll SearchID = "all"

// SavedSearch is what a person looks for in a programme, kept under a name (features.md S2-11). It is theirs alone.
type SavedSearch struct {
	ID       SearchID
	Program  ProgramID
	Person   PersonID
	Seek     Role   // whom it finds: mentors or mentees
	Name     string // as typed; no two of a person, programme and role differ in case or accents only
	Criteria Criteria
	SavedAt  time.Time
}

// Bounds of saved searches: how many a person can have for each role in a programme, and how long a name can be in code points.
const (
	MaxSearches   = 10
	MaxSearchName = 40
)

// Norm is the name as it is compared with others.
func (s SavedSearch) Norm() string { return matching.Normalize(s.Name) }

// SearchList is what a person has saved, with whom it finds.
type SearchList struct {
	Program  Program
	Seek     Role
	Searches []SavedSearch // by name
}

// Named is the search with a name, whatever its case and accents.
func (l SearchList) Named(name string) (SavedSearch, bool) {
	norm := matching.Normalize(name)
	at := slices.IndexFunc(l.Searches, func(s SavedSearch) bool { return s.Norm() == norm })
	if norm == "" || at < 0 {
		return SavedSearch{}, false
	}
	return l.Searches[at], true
}

// SavedSearches lists what the actor has saved in their programme, to find people of a role.
func (s *Service) SavedSearches(ctx context.Context, call Call, seek Role) (SearchList, error) {
	return own(ctx, s, call, ActionViewSearches, func(ctx context.Context, u *unit) (SearchList, error) {
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return SearchList{}, err
		}
		return u.savedSearches(ctx, program, seek)
	})
}

func (u *unit) savedSearches(ctx context.Context, program Program, seek Role) (SearchList, error) {
	searches, err := u.Searches().List(ctx, program.ID, u.actor.ID, seek)
	if err != nil {
		return SearchList{}, fmt.Errorf("load saved searches: %w", err)
	}
	return SearchList{Program: program, Seek: seek, Searches: searches}, nil
}

// SaveSearch keeps criteria under a name, in place of what had that name before, and as what the actor searched for last.
func (s *Service) SaveSearch(ctx context.Context, call Call, seek Role, name string, c Criteria) (SavedSearch, error) {
	name = cleanLine(name)
	var bad fieldErrors
	c, err := c.checked()
	if err := bad.take(err); err != nil {
		return SavedSearch{}, err
	}
	bad.add(checkName("name", name, MaxSearchName))
	if err := bad.err(); err != nil {
		return SavedSearch{}, err
	}
	return change(ctx, s, call, ActionSaveSearch, func(ctx context.Context, u *unit) (SavedSearch, error) {
		if err := u.allow(ActionSaveSearch, u.self()); err != nil {
			return SavedSearch{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return SavedSearch{}, err
		}
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return SavedSearch{}, err
		}
		if err := u.keepLast(ctx, program, seek, c); err != nil {
			return SavedSearch{}, err
		}
		return u.saveSearch(ctx, SavedSearch{Program: program.ID, Person: u.actor.ID, Seek: seek, Name: name, Criteria: c, SavedAt: u.now})
	})
}

// keepLast keeps what the actor searched for last among people of a role.
func (u *unit) keepLast(ctx context.Context, program Program, seek Role, c Criteria) error {
	if seek != RoleMentee {
		if err := program.Policy.menteesChoose(); err != nil {
			return err
		}
		return u.Profiles().SaveCriteria(ctx, program.ID, u.actor.ID, c)
	}
	if _, err := u.mentorsInvite(ctx, program); err != nil {
		return err
	}
	return u.Profiles().SaveMenteeCriteria(ctx, program.ID, u.actor.ID, c)
}

func (u *unit) saveSearch(ctx context.Context, search SavedSearch) (SavedSearch, error) {
	list, err := u.savedSearches(ctx, Program{ID: search.Program}, search.Seek)
	if err != nil {
		return SavedSearch{}, err
	}
	before, again := list.Named(search.Name)
	switch {
	case again:
		search.ID = before.ID
	case len(list.Searches) >= MaxSearches:
		return SavedSearch{}, &Error{Kind: Invalid, Field: "name", Code: CodeSearchesFull, Args: map[string]any{"Limit": strconv.Itoa(MaxSearches)}}
	default:
		search.ID = SearchID(u.service.ids.NewID())
	}
	if err := u.Searches().Save(ctx, search); err != nil {
		return SavedSearch{}, fmt.Errorf("save search: %w", err)
	}
	// What somebody looks for stays out of the log, which others read.
	return search, u.audit(ctx, ActionSaveSearch, PersonSubject(u.actor.ID), nil)
}

// SavedSearch loads what the actor has saved under an id.
func (s *Service) SavedSearch(ctx context.Context, call Call, id SearchID) (SavedSearch, error) {
	return own(ctx, s, call, ActionViewSearches, func(ctx context.Context, u *unit) (SavedSearch, error) {
		return u.savedSearch(ctx, id)
	})
}

// savedSearch is one of the actor's.
func (u *unit) savedSearch(ctx context.Context, id SearchID) (SavedSearch, error) {
	search, err := u.Searches().Get(ctx, id)
	if errors.Is(err, ErrNotFound) || err == nil && search.Person != u.actor.ID {
		return SavedSearch{}, conflict(CodeSearchGone)
	}
	if err != nil {
		return SavedSearch{}, fmt.Errorf("load saved search: %w", err)
	}
	return search, nil
}

// RenameSearch gives a saved search of the actor another name and lists it among the others. A name that another one of them has is
// refused: unlike saving a search again, nobody who renames one means to lose another.
func (s *Service) RenameSearch(ctx context.Context, call Call, id SearchID, name string) (SearchList, error) {
	name = cleanLine(name)
	if e := checkName("name", name, MaxSearchName); e != nil {
		return SearchList{}, e
	}
	return change(ctx, s, call, ActionRenameSearch, func(ctx context.Context, u *unit) (SearchList, error) {
		if err := u.allow(ActionRenameSearch, u.self()); err != nil {
			return SearchList{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return SearchList{}, err
		}
		search, err := u.savedSearch(ctx, id)
		if err != nil {
			return SearchList{}, err
		}
		program, err := u.Programs().Get(ctx, search.Program)
		if err != nil {
			return SearchList{}, missing(err, "load programme")
		}
		list, err := u.savedSearches(ctx, program, search.Seek)
		if err != nil {
			return SearchList{}, err
		}
		if other, taken := list.Named(name); taken && other.ID != id {
			return SearchList{}, invalid("name", CodeSearchTaken)
		}
		search.Name = name
		if err := u.Searches().Save(ctx, search); err != nil {
			return SearchList{}, fmt.Errorf("rename search: %w", err)
		}
		if err := u.audit(ctx, ActionRenameSearch, PersonSubject(u.actor.ID), nil); err != nil {
			return SearchList{}, err
		}
		return u.savedSearches(ctx, program, search.Seek)
	})
}

// RemoveSearch forgets a saved search of the actor and lists what is left to find people of a role. One that is gone already, or was
// never theirs, is no error.
func (s *Service) RemoveSearch(ctx context.Context, call Call, seek Role, id SearchID) (SearchList, error) {
	return change(ctx, s, call, ActionRemoveSearch, func(ctx context.Context, u *unit) (SearchList, error) {
		if err := u.allow(ActionRemoveSearch, u.self()); err != nil {
			return SearchList{}, err
		}
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return SearchList{}, err
		}
		search, err := u.Searches().Get(ctx, id)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return SearchList{}, fmt.Errorf("load saved search: %w", err)
		}
		if err != nil || search.Person != u.actor.ID {
			return u.savedSearches(ctx, program, seek)
		}
		if err := u.Searches().Remove(ctx, id); err != nil {
			return SearchList{}, fmt.Errorf("remove saved search: %w", err)
		}
		if err := u.audit(ctx, ActionRemoveSearch, PersonSubject(u.actor.ID), nil); err != nil {
			return SearchList{}, err
		}
		return u.savedSearches(ctx, program, seek)
	})
}

// sought are the criteria a search stands for, and its name where it has one.
func (u *unit) sought(ctx context.Context, program Program, seek Role, id SearchID) (SavedSearch, error) {
	search := SavedSearch{ID: id, Program: program.ID, Person: u.actor.ID, Seek: seek}
	var err error
	switch {
	case id == SearchAll:
		return search, nil
	case id != "":
		search, err = u.Searches().Get(ctx, id)
		if errors.Is(err, ErrNotFound) || err == nil && (search.Person != u.actor.ID || search.Program != program.ID || search.Seek != seek) {
			return SavedSearch{}, conflict(CodeSearchGone)
		}
	case seek == RoleMentee:
		search.Criteria, err = u.Profiles().MenteeCriteria(ctx, program.ID, u.actor.ID)
	default:
		search.Criteria, err = u.Profiles().Criteria(ctx, program.ID, u.actor.ID)
	}
	if errors.Is(err, ErrNotFound) {
		return SavedSearch{}, conflict(CodeNoSavedSearch)
	}
	if err != nil {
		return SavedSearch{}, fmt.Errorf("load criteria: %w", err)
	}
	return search, nil
}

// Seeks says whom the actor looks for when they just say "find": mentees, if they are a mentor there who may invite and either seek no
// mentor themselves or could not choose one; mentors otherwise.
func (s *Service) Seeks(ctx context.Context, call Call) (Role, error) {
	return own(ctx, s, call, ActionSearch, func(ctx context.Context, u *unit) (Role, error) {
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return "", err
		}
		place, err := u.mentorsInvite(ctx, program)
		if Refusal(err) != nil {
			return RoleMentor, nil
		}
		if err != nil {
			return "", err
		}
		if !place.Mentee || program.Policy.AdminsPair() {
			return RoleMentee, nil
		}
		return RoleMentor, nil
	})
}
