package calendar

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
)

// The files are written in the shapes Google Calendar, Exchange, Apple Calendar and Thunderbird send.
func TestRepliesOfCalendarsAreRead(t *testing.T) {
	at := func(text string) time.Time {
		t.Helper()
		instant, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return instant
	}
	base := core.CalendarReply{UID: "iz2dkshomeyk5adi5pqvzjija77p6ykd@mentoring.example", Attendee: "amara@example.org"}
	for name, want := range map[string]core.CalendarReply{
		"google_accepted":      {Attendance: core.AttendanceYes, Sequence: 1, StampedAt: at("2026-11-23T08:15:02Z")},
		"exchange_declined":    {Attendance: core.AttendanceNo, StampedAt: at("2026-11-23T09:00:00Z")},
		"apple_tentative":      {Attendance: core.AttendanceMaybe, Sequence: 2, StampedAt: at("2026-11-23T10:30:41Z")},
		"thunderbird_accepted": {Attendance: core.AttendanceYes, StampedAt: at("2026-11-23T11:00:00Z")},
		"outlook_counter": {
			Attendance: core.AttendanceMaybe, Sequence: 1, StampedAt: at("2026-11-23T12:00:00Z"), Proposed: at("2026-12-04T09:00:00Z"), Minutes: 60,
		},
		"counter_in_a_zone_of_its_own": {Attendance: core.AttendanceMaybe, Sequence: 1, StampedAt: at("2026-11-23T12:00:00Z")},
	} {
		t.Run(name, func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join("testdata", "replies", name+".ics"))
			if err != nil {
				t.Fatal(err)
			}
			want.UID, want.Attendee = base.UID, base.Attendee
			got, err := ReadReply(content)
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

const plainReply = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:u@example\r\nDTSTAMP:20261123T080000Z\r\n" +
	"ATTENDEE;PARTSTAT=ACCEPTED:mailto:amara@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func TestWhatAnswersNothingIsRefused(t *testing.T) {
	if _, err := ReadReply([]byte(plainReply)); err != nil {
		t.Fatal(err)
	}
	swap := func(from, to string) string { return strings.Replace(plainReply, from, to, 1) }
	event := plainReply[strings.Index(plainReply, "BEGIN:VEVENT"):strings.Index(plainReply, "END:VCALENDAR")]
	for name, text := range map[string]string{
		"nothing":            "",
		"an invitation":      swap("METHOD:REPLY", "METHOD:REQUEST"),
		"no method":          swap("METHOD:REPLY\r\n", ""),
		"method inside":      swap("METHOD:REPLY\r\nBEGIN:VEVENT", "BEGIN:VEVENT\r\nMETHOD:REPLY"),
		"no UID":             swap("UID:u@example\r\n", ""),
		"no time stamp":      swap("DTSTAMP:20261123T080000Z\r\n", ""),
		"a local time stamp": swap("20261123T080000Z", "20261123T080000"),
		"no attendee":        swap("ATTENDEE;PARTSTAT=ACCEPTED:mailto:amara@example.org\r\n", ""),
		"two attendees":      swap("END:VEVENT", "ATTENDEE;PARTSTAT=DECLINED:mailto:eve@example.net\r\nEND:VEVENT"),
		"two events":         swap("END:VCALENDAR", event+"END:VCALENDAR"),
		"no answer":          swap("PARTSTAT=ACCEPTED", "ROLE=CHAIR"),
		"not answered yet":   swap("PARTSTAT=ACCEPTED", "PARTSTAT=NEEDS-ACTION"),
		"delegated":          swap("PARTSTAT=ACCEPTED", "PARTSTAT=DELEGATED"),
		"not a mailbox":      swap("mailto:amara@example.org", "urn:uuid:1"),
		"nested":             strings.Repeat("BEGIN:X\r\n", 6) + plainReply,
		"too large":          plainReply + strings.Repeat("X", maxReply),
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := ReadReply([]byte(text)); !errors.Is(err, ErrNotReply) {
				t.Errorf("read as %+v, %v", got, err)
			}
		})
	}
}

func TestAReplyIsReadHoweverItIsFolded(t *testing.T) {
	for name, text := range map[string]string{
		"line feeds only":      strings.ReplaceAll(plainReply, "\r\n", "\n"),
		"carriage returns":     strings.ReplaceAll(plainReply, "\r\n", "\r"),
		"folded with a tab":    strings.Replace(plainReply, "amara@", "ama\r\n\tra@", 1),
		"a byte order mark":    "\ufeff" + plainReply,
		"lower case":           strings.Replace(plainReply, "ATTENDEE;PARTSTAT=ACCEPTED:mailto", "attendee;partstat=accepted:MAILTO", 1),
		"a colon in quotes":    strings.Replace(plainReply, "ATTENDEE;", `ATTENDEE;CN="Okafor; Amara: PhD";`, 1),
		"junk between":         strings.Replace(plainReply, "UID", "junk without a colon\r\nUID", 1),
		"an alarm of its own":  strings.Replace(plainReply, "END:VEVENT", "BEGIN:VALARM\r\nUID:other\r\nATTENDEE:mailto:x@example.net\r\nEND:VALARM\r\nEND:VEVENT", 1),
		"spaces at line's end": strings.ReplaceAll(plainReply, "\r\n", " \r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadReply([]byte(text))
			if err != nil || got.UID != "u@example" || got.Attendee != "amara@example.org" || got.Attendance != core.AttendanceYes {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

func FuzzReadReply(f *testing.F) {
	f.Add([]byte(plainReply))
	f.Add([]byte("BEGIN:VCALENDAR\nMETHOD:COUNTER\nBEGIN:VEVENT\nDTSTART;TZID=Europe/Paris:20261204T100000"))
	f.Add([]byte("X;A=b\nX;A=\"b\"c:d\n:\n;\n"))
	files, err := filepath.Glob("testdata/replies/*.ics")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		reply, err := ReadReply(content)
		if err != nil {
			if !errors.Is(err, ErrNotReply) || reply != (core.CalendarReply{}) {
				t.Errorf("%+v, %v", reply, err)
			}
			return
		}
		if reply.UID == "" || reply.Attendee == "" || reply.Attendance == "" || reply.StampedAt.IsZero() {
			t.Errorf("half a reply: %+v", reply)
		}
	})
}
