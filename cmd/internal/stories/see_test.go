package stories

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

func (s *stage) users() []string {
	s.t.Helper()
	var answer struct {
		Users []struct {
			ID    string `json:"id"`
			IsBot bool   `json:"is_bot"`
		}
	}
	s.call(http.MethodGet, "users", nil, &answer)
	var ids []string
	for _, u := range answer.Users {
		if !u.IsBot {
			ids = append(ids, u.ID)
		}
	}
	return ids
}

// messages are all messages a person can see.
func (s *stage) messages(user string) []message {
	s.t.Helper()
	var answer struct{ Messages []message }
	s.call(http.MethodGet, "users/"+user+"/messages", nil, &answer)
	return answer.Messages
}

// unread are the app's messages the story has not dealt with yet.
func (s *stage) unread(user string) []message {
	s.t.Helper()
	var out []message
	for _, m := range s.messages(user) {
		if m.User != user && !m.Ephemeral && !s.read[user][m.Channel+" "+m.TS] {
			out = append(out, m)
		}
	}
	return out
}

// gets takes the oldest unread message of a person that contains the words. In which order messages of the same moment arrive is
// nobody's promise.
func (s *stage) gets(user string, words ...string) message {
	s.t.Helper()
	unread := s.unread(user)
	for _, m := range unread {
		if containsAll(m.all(), words) {
			s.dealtWith(user, m)
			return m
		}
	}
	s.t.Fatalf("%s got no message with %q, only %d others: %+v", user, words, len(unread), texts(unread))
	return message{}
}

func containsAll(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

func texts(messages []message) []string {
	var all []string
	for _, m := range messages {
		all = append(all, m.Text)
	}
	return all
}

func (s *stage) dealtWith(user string, m message) {
	if s.read[user] == nil {
		s.read[user] = map[string]bool{}
	}
	s.read[user][m.Channel+" "+m.TS] = true
}

// readAll deals with all messages somebody got, as they are not what the story is about. It gives the newest.
func (s *stage) readAll(user string) message {
	s.t.Helper()
	var newest message
	for _, m := range s.unread(user) {
		s.dealtWith(user, m)
		newest = m
	}
	return newest
}

// again is a message as it looks now.
func (s *stage) again(user string, m message) message {
	s.t.Helper()
	for _, now := range s.messages(user) {
		if now.Channel == m.Channel && now.TS == m.TS {
			return now
		}
	}
	s.t.Fatalf("%s does not see message %s any more", user, m.TS)
	return message{}
}

// advance moves the clock; the app catches up before it returns.
func (s *stage) advance(d time.Duration) {
	s.t.Helper()
	s.call(http.MethodPost, "clock", fields{"advance": d.String()}, nil)
}

type mailItem struct {
	ID      string
	Subject string
}

// mails are the mails of a person, newest first.
func (s *stage) mails(user string) []mailItem {
	s.t.Helper()
	var answer struct{ Mail []mailItem }
	s.call(http.MethodGet, "mail?user="+url.QueryEscape(user), nil, &answer)
	return answer.Mail
}

type calendarMail struct {
	Text     string
	Problems []string
	Calendar struct {
		Method, UID, Starts, Status, Summary, Location, Description, Raw string

		Sequence int
		Problems []string
	}
}

func (s *stage) mail(id string) calendarMail {
	s.t.Helper()
	var answer struct{ Mail calendarMail }
	s.call(http.MethodGet, "mail/"+id, nil, &answer)
	return answer.Mail
}

// says checks that a text contains all these words, saysNot that it has none of them.
func (s *stage) says(text string, words ...string) {
	s.t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			s.t.Fatalf("no %q in:\n%s", w, text)
		}
	}
}

func (s *stage) saysNot(text string, words ...string) {
	s.t.Helper()
	for _, w := range words {
		if strings.Contains(text, w) {
			s.t.Fatalf("unwanted %q in:\n%s", w, text)
		}
	}
}
