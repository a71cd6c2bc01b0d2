package view

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"mentorbot/core"
)

// metaVersion is the version of [Meta] written today. A button of an older version is refused in words, not misread.
const metaVersion = 1

// Bounds of a Meta on its way in: more than this was not written here. A button value may have 2000 characters.
const (
	maxMetaBytes = 2000
	maxIDLength  = 64
	maxPage      = 10_000
)

// ErrMeta is returned for a value that was not written by [Meta.Encode].
var ErrMeta = errors.New("not our metadata")

// Meta travels in button values and in a modal's private_metadata. People can read and forge it: it holds ids only and gives no
// rights.
type Meta struct {
	V          int                 `json:"v"`
	Program    core.ProgramID      `json:"p,omitempty"`
	List       core.ChoiceListID   `json:"l,omitempty"`
	Invitation core.InvitationID   `json:"i,omitempty"`
	Mentorship core.MentorshipID   `json:"m,omitempty"`
	Session    core.SessionID      `json:"s,omitempty"`
	Person     core.PersonID       `json:"u,omitempty"`
	Other      core.PersonID       `json:"o,omitempty"` // the mentor, where Person is the mentee; or the second of two
	Run        core.PairingRunID   `json:"r,omitempty"`
	Before     core.PairingRunID   `json:"b,omitempty"` // a run to compare Run with
	Attention  core.AttentionID    `json:"a,omitempty"`
	Delivery   core.DeliveryID     `json:"y,omitempty"`
	Errand     core.ErrandID       `json:"f,omitempty"`
	Enlistment core.EnlistmentID   `json:"e,omitempty"`
	Tip        core.TipID          `json:"t,omitempty"`
	Question   core.QuestionID     `json:"q,omitempty"`
	Search     core.SearchID       `json:"h,omitempty"`
	Order      core.SearchOrder    `json:"so,omitempty"` // of the search a page of results is of
	Group      core.GroupID        `json:"j,omitempty"`
	BusyFeed   core.BusyFeedID     `json:"c,omitempty"`
	Times      core.TimeProposalID `json:"x,omitempty"`
	Support    core.SupportID      `json:"z,omitempty"`
	Goal       core.GoalID         `json:"go,omitempty"`
	Agreement  core.AgreementID    `json:"ag,omitempty"`
	Note       core.NoteID         `json:"no,omitempty"`
	Link       core.LinkID         `json:"li,omitempty"`
	Point      core.AgendaPointID  `json:"pt,omitempty"`
	Guide      core.GuideKey       `json:"gd,omitempty"`
	Resource   core.ResourceID     `json:"rs,omitempty"`
	Course     core.CourseID       `json:"co,omitempty"`
	Lesson     core.LessonID       `json:"ls,omitempty"`
	Inquiry    core.InquiryID      `json:"iq,omitempty"`
	Event      core.EventID        `json:"ev,omitempty"`
	SignUp     core.SignUpID       `json:"su,omitempty"`
	Page       int                 `json:"n,omitempty"`
	Under      int                 `json:"up,omitempty"` // the page of the list under a modal
	Version    int                 `json:"w,omitempty"`  // of a programme, a goal or an agreement
	Do         string              `json:"d,omitempty"`  // an action id, in the confirmation modal
	Day        string              `json:"g,omitempty"`  // a date "2006-01-02", or a weekday from "0", Sunday
	As         string              `json:"k,omitempty"`  // a role, or the kind of a new question, or whether all of a series are meant, or what is suggested
	Seen       string              `json:"rv,omitempty"` // what of a series was looked at before it is booked, or what a change of an event comes to
}

// Encode writes the metadata in today's version.
func (m Meta) Encode() string {
	m.V = metaVersion
	raw, err := json.Marshal(m)
	if err != nil { // strings and numbers always marshal
		return "{}"
	}
	return string(raw)
}

// DecodeMeta reads what Encode wrote. It returns an error wrapping [ErrMeta] for anything else: another version, an unknown
// field, an id with characters that ids do not have, or too much of it.
func DecodeMeta(text string) (Meta, error) {
	if len(text) > maxMetaBytes {
		return Meta{}, fmt.Errorf("%w: %d bytes", ErrMeta, len(text))
	}
	var m Meta
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		return Meta{}, fmt.Errorf("%w: %w", ErrMeta, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Meta{}, fmt.Errorf("%w: text behind it", ErrMeta)
	}
	return m, m.check()
}

func (m Meta) check() error {
	if m.V != metaVersion {
		return fmt.Errorf("%w: version %d", ErrMeta, m.V)
	}
	if m.Version < 0 {
		return fmt.Errorf("%w: version %d of a record", ErrMeta, m.Version)
	}
	if m.Page < 0 || m.Page > maxPage {
		return fmt.Errorf("%w: page %d", ErrMeta, m.Page)
	}
	if m.Under < 0 || m.Under > maxPage {
		return fmt.Errorf("%w: page %d", ErrMeta, m.Under)
	}
	if len(m.Order) > core.MaxSearchOrder || strings.ContainsFunc(string(m.Order), foreign) {
		return fmt.Errorf("%w: malformed order", ErrMeta)
	}
	for _, id := range []string{
		string(m.Program), string(m.List), string(m.Invitation), string(m.Mentorship), string(m.Session), string(m.Person),
		string(m.Attention), string(m.Delivery), string(m.Tip), string(m.Other), string(m.Run), string(m.Before),
		string(m.Errand), string(m.Enlistment), string(m.Question), string(m.Search), string(m.Group), string(m.BusyFeed), string(m.Times), string(m.Support), string(m.Goal), string(m.Agreement), string(m.Note), string(m.Link), string(m.Point), string(m.Inquiry), string(m.Event), string(m.SignUp), string(m.Guide), string(m.Resource), string(m.Course), string(m.Lesson), m.Do, m.As, m.Day, m.Seen,
	} {
		if len(id) > maxIDLength || strings.ContainsFunc(id, foreign) {
			return fmt.Errorf("%w: malformed id", ErrMeta)
		}
	}
	return nil
}

// foreign reports a character that identifiers are not made of.
func foreign(r rune) bool {
	letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	return !letter && !('0' <= r && r <= '9') && r != '-' && r != '_'
}
