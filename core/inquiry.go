package core

import "time"

// InquiryID identifies a question that one of a pair asks the other one between two sessions. The questions of a programme's questionnaire
// are [Question].
type InquiryID string

// InquiryState is the life of a question between meetings.
type InquiryState string

// The states of a question between meetings. It leaves the first one once.
const (
	InquiryOpen      InquiryState = "open"
	InquiryAnswered  InquiryState = "answered"
	InquiryWithdrawn InquiryState = "withdrawn" // by who asked it
)

// Limits of questions between meetings. Texts are in code points.
const (
	MaxInquiry       = 1000
	MaxInquiryAnswer = 2000
	MaxOpenInquiries = 10 // of one person in one mentorship
	InquiriesPerPage = 5
	// InquiryReminderDays is after how long a question without an answer is brought to mind, once.
	InquiryReminderDays = 3
)

// Inquiry is a question that one of a pair asks the other one between two sessions.
type Inquiry struct {
	ID         InquiryID
	Mentorship MentorshipID
	AskedBy    PersonID
	Text       string
	State      InquiryState
	AskedAt    time.Time
	Answer     string    // of the other one; empty until there is one
	ClosedAt   time.Time // when it was answered or withdrawn; zero while it is open
}

// WaitsFor reports whether it is for somebody of the pair to answer.
func (i Inquiry) WaitsFor(person PersonID) bool { return i.State == InquiryOpen && i.AskedBy != person }

// InquiryCounts are how many questions of a mentorship wait for an answer, as one of the two sees it.
type InquiryCounts struct {
	ForYou int // the viewer is to answer
	Yours  int // the viewer has asked
}

// worthTelling reports whether a notice of the question is still true.
func (i Inquiry) worthTelling(notice NoticeKind) bool {
	if notice == NoticeInquiryAnswered {
		return i.State == InquiryAnswered
	}
	return i.State == InquiryOpen
}

// InquiryFacts is a question as one of the two, the viewer, sees it.
type InquiryFacts struct {
	Program    Program
	Mentorship Mentorship
	Viewer     Card
	Other      Card
	Inquiry    Inquiry
}

// Stale reports that a notice of the question would not be true any more: nobody is reminded of one whose mentorship is over or
// on hold.
func (f InquiryFacts) Stale(notice NoticeKind) bool {
	idle := !f.Mentorship.Ongoing() || notice == NoticeInquiryReminder && f.Mentorship.OnHold()
	return !f.Inquiry.worthTelling(notice) || notice != NoticeInquiryAnswered && idle
}

// InquiriesFacts is a page of a pair's questions as one of the two, the viewer, sees it.
type InquiriesFacts struct {
	Mentorship Mentorship
	Viewer     Card
	Other      Card
	Inquiries  []Inquiry // open ones first, those asked first first; then the others, those closed last first
	Total      int
	Page       int // from 0
	Pages      int
}
