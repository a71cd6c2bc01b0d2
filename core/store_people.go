package core

import (
	"context"
	"time"
)

// People keeps the members of a workspace.
type People interface {
	Get(ctx context.Context, id PersonID) (Person, error)                    // ErrNotFound
	GetAll(ctx context.Context, ids []PersonID) (map[PersonID]Person, error) // unknown ids are absent
	ByChatUser(ctx context.Context, chatUserID string) (Person, error)       // ErrNotFound
	Admins(ctx context.Context) ([]Person, error)                            // active workspace admins, by name
	Save(ctx context.Context, p Person) error                                // insert or update by id; ErrDuplicate for a second person with the same chat user
	Lock(ctx context.Context, ids ...PersonID) error                         // holds the rows until the end of the transaction, in id order
	Facts(ctx context.Context, id PersonID) ([]Fact, error)
	SaveFacts(ctx context.Context, facts []Fact) error // insert or update by person and key
	// FactOf gives one fact of many people; those without it are absent.
	FactOf(ctx context.Context, key FactKey, ids []PersonID) (map[PersonID]string, error)
	FactsOf(ctx context.Context, ids []PersonID) ([]Fact, error)
	// WithFact finds people one of whose facts names one of some people, in order of id.
	WithFact(ctx context.Context, key FactKey, named []PersonID, limit int) ([]PersonID, error)
	AllFacts(ctx context.Context) ([]Fact, error)        // by person and key
	RemoveFacts(ctx context.Context, facts []Fact) error // by person and key
	// Named finds people by the chat system's ids and by addresses in lower case.
	Named(ctx context.Context, chatUsers, emails []string) ([]Person, error)
}

// Profiles keeps profiles and the search index that follows them.
type Profiles interface {
	Get(ctx context.Context, person PersonID) (Profile, error) // ErrNotFound
	GetAll(ctx context.Context, people []PersonID) (map[PersonID]Profile, error)
	Save(ctx context.Context, p Profile) error
	// Index replaces the person's search terms.
	Index(ctx context.Context, person PersonID, terms []Term) error
	// Known returns values of a kind in use in the workspace whose words begin with the normalised prefix, most used first.
	Known(ctx context.Context, kind TermKind, prefix string, limit int) ([]string, error)
	// Criteria are what the person last searched for in a programme. Errors: ErrNotFound.
	Criteria(ctx context.Context, program ProgramID, person PersonID) (Criteria, error)
	SaveCriteria(ctx context.Context, program ProgramID, person PersonID, c Criteria) error
	// MenteeCriteria are what the person, a mentor, last searched for among mentees. Errors: ErrNotFound.
	MenteeCriteria(ctx context.Context, program ProgramID, person PersonID) (Criteria, error)
	SaveMenteeCriteria(ctx context.Context, program ProgramID, person PersonID, c Criteria) error
	// Search finds findable mentors of a programme. See SearchQuery.
	Search(ctx context.Context, q SearchQuery) (SearchFound, error)
}

// Participants keeps who takes part in which programme.
type Participants interface {
	Get(ctx context.Context, program ProgramID, person PersonID) (Participant, error) // ErrNotFound
	GetAll(ctx context.Context, program ProgramID, people []PersonID) (map[PersonID]Participant, error)
	ForPerson(ctx context.Context, person PersonID) ([]Participant, error)
	Save(ctx context.Context, p Participant) error
	// Looking are the active mentees of a programme without a mentor, in order of id; Offering its mentors who take requests now, in
	// order of id.
	Looking(ctx context.Context, program ProgramID) ([]Participant, error)
	Offering(ctx context.Context, program ProgramID, now time.Time) ([]Participant, error)
	// Page is a stretch of a programme's participants: by name, or those whose application waits longest first. Count is how many
	// there are in all.
	Page(ctx context.Context, q ParticipantQuery) ([]Participant, error)
	Count(ctx context.Context, q ParticipantQuery) (int, error)
	// Waiting are the queues of applications of some programmes, or of all for none; programmes where nobody waits are absent.
	Waiting(ctx context.Context, programs []ProgramID) ([]ApplicationQueue, error)
	// Lock holds the rows of these people until the end of the transaction, in id order.
	Lock(ctx context.Context, program ProgramID, people ...PersonID) error
}

// AnswerSheets keeps what people answered to questionnaires.
type AnswerSheets interface {
	Get(ctx context.Context, program ProgramID, person PersonID) (AnswerSheet, error) // ErrNotFound
	GetAll(ctx context.Context, program ProgramID, people []PersonID) (map[PersonID]AnswerSheet, error)
	Save(ctx context.Context, a AnswerSheet) error // insert or update by programme and person
	// Count counts the people with a sheet in a programme; with a question, those who answered it.
	Count(ctx context.Context, program ProgramID, question QuestionID) (int, error)
}

// Calendars keeps people's choices about their own calendars.
type Calendars interface {
	Get(ctx context.Context, person PersonID) (CalendarSettings, error) // ErrNotFound
	Save(ctx context.Context, c CalendarSettings) error
}

// HoursOfPeople keeps when people can meet.
type HoursOfPeople interface {
	Get(ctx context.Context, person PersonID) (Hours, error) // ErrNotFound for somebody who has set none
	// GetAll are the hours of those of the people who have set any.
	GetAll(ctx context.Context, people []PersonID) (map[PersonID]Hours, error)
	Save(ctx context.Context, h Hours) error // insert or update by person
}

// BusyFeeds keeps the calendars people are read from. Addresses are encrypted, and leave by Address only.
type BusyFeeds interface {
	Get(ctx context.Context, id BusyFeedID) (BusyFeed, error)      // ErrNotFound
	List(ctx context.Context, person PersonID) ([]BusyFeed, error) // a person's, oldest first
	Count(ctx context.Context, person PersonID) (int, error)
	Address(ctx context.Context, id BusyFeedID) (BusyAddress, error) // ErrNotFound
	Add(ctx context.Context, f BusyFeed, address BusyAddress) error  // a new one
	Save(ctx context.Context, f BusyFeed) error                      // all but the address of one there is
	Remove(ctx context.Context, id BusyFeedID) error                 // with the times read from it
}

// Enlistments keeps who was asked to take part in a programme.
type Enlistments interface {
	Get(ctx context.Context, id EnlistmentID) (Enlistment, error)                                   // ErrNotFound
	Of(ctx context.Context, program ProgramID, person PersonID) (Enlistment, error)                 // ErrNotFound
	GetAll(ctx context.Context, program ProgramID, people []PersonID) ([]Enlistment, error)         // by those people
	Save(ctx context.Context, e Enlistment) error                                                   // ErrDuplicate for a second one of a person
	Counts(ctx context.Context, program ProgramID) (EnlistmentCounts, error)                        // of a programme
	Waiting(ctx context.Context, program ProgramID, offset, limit int) ([]Enlistment, error)        // who has not answered, longest first
	Remindable(ctx context.Context, program ProgramID, askedBefore time.Time) ([]Enlistment, error) // of those, who was not reminded and was asked before then
}

// Searches keeps the searches people saved under a name.
type Searches interface {
	Get(ctx context.Context, id SearchID) (SavedSearch, error) // ErrNotFound
	// List are a person's searches for people of a role in a programme, by name.
	List(ctx context.Context, program ProgramID, person PersonID, seek Role) ([]SavedSearch, error)
	Save(ctx context.Context, s SavedSearch) error // insert or update by id
	Remove(ctx context.Context, id SearchID) error
}

// Groups keeps what people sort their favourites into.
type Groups interface {
	Get(ctx context.Context, id GroupID) (Group, error)              // ErrNotFound
	List(ctx context.Context, person PersonID) ([]GroupFacts, error) // a person's, by name
	// Among are a person's groups in which some others are, by name; those in none are absent.
	Among(ctx context.Context, person PersonID, others []PersonID) (map[PersonID][]Group, error)
	Marks(ctx context.Context, group GroupID, offset, limit int) ([]Mark, error) // about those in a group, latest first
	Save(ctx context.Context, g Group) error                                     // insert or update by id
	Remove(ctx context.Context, id GroupID) error                                // with who is in it
	Put(ctx context.Context, person, other PersonID, in []GroupID) error         // into exactly these; the mark must be there
}

// GuideReads keeps which guides people have opened.
type GuideReads interface {
	Of(ctx context.Context, person PersonID) ([]GuideRead, error) // by guide
	Add(ctx context.Context, r GuideRead) error                   // ErrDuplicate for one opened before
}

// LessonTicks keeps which lessons people have ticked.
type LessonTicks interface {
	Of(ctx context.Context, person PersonID, program ProgramID) ([]LessonTick, error) // by course and lesson
	Add(ctx context.Context, t LessonTick) error                                      // ErrDuplicate for one there is
	Remove(ctx context.Context, t LessonTick) error                                   // when it was ticked does not matter
	// Counts counts the people who have ticked some of a course's lessons, and those who have ticked all.
	Counts(ctx context.Context, program ProgramID, course CourseID, lessons []LessonID) (CourseCounts, error)
}

// Marks keeps what people keep about others for themselves.
type Marks interface {
	// Among are a person's marks about some others; those without one are absent.
	Among(ctx context.Context, person PersonID, others []PersonID) (map[PersonID]MarkKind, error)
	List(ctx context.Context, person PersonID, kind MarkKind, offset, limit int) ([]Mark, error) // latest first
	Count(ctx context.Context, person PersonID, kind MarkKind) (int, error)
	Save(ctx context.Context, m Mark) error // insert or update by person and other
	Remove(ctx context.Context, person, other PersonID) error
}

// PersonalRecords reads what is stored about one person across all kinds of records.
type PersonalRecords interface {
	// Section loads the records of a section with a value for each of its fields: string, int64, bool, time.Time in UTC, json.RawMessage, or
	// nil for nothing.
	Section(ctx context.Context, section DataSection, person PersonID) ([][]any, error)
	// Erase removes what tells who somebody was and what they wrote, in the same way on each database. The person's own row, goals and agreements are the service's.
	Erase(ctx context.Context, person Person) error
	// InErrand reports whether an errand of somebody else that is under way holds what the chat system or the directory calls the person.
	InErrand(ctx context.Context, person Person) (bool, error)
}
