package calendar

import (
	"slices"
	"testing"

	"mentorbot/core"
)

func FuzzRender(f *testing.F) {
	for _, seed := range []string{"Eve\r\nATTENDEE:mailto:evil@example.net", "Eve\";X=\"1", "E\x00v\u2028e", "\xff\xfe", "a,b;c:d\\n", "\u202Ex"} {
		f.Add(seed, "https://meet.example/"+seed, "eve@example.org")
	}
	f.Add("x", "javascript:alert(1)", "\"a b\"@example.org")
	r := newRenderer(f)
	plain := map[bool][]string{}
	for _, link := range []bool{true, false} {
		mail := mailTo(amara(), lea(), lea().Person, core.CalendarRequest)
		if !link {
			mail.Facts.Session.Link = ""
		}
		plain[link] = names(f, render(f, r, mail))
	}
	f.Fuzz(func(t *testing.T, text, link, address string) {
		mail := mailTo(hostile(amara(), text), hostile(lea(), text), lea().Person, core.CalendarRequest)
		session := &mail.Facts.Session
		mail.Facts.Program.Name, session.Title, session.Agenda, session.Link = text, text, text, link
		mail.Copy.Address = address
		content, err := r.Render(mail)
		if err != nil {
			return // an address no calendar takes
		}
		checkLines(t, string(content))
		if got := names(t, content); !slices.Equal(got, plain[cleanURL(link) != ""]) {
			t.Errorf("%q and %q make the properties %v", text, link, got)
		}
	})
}

func FuzzFold(f *testing.F) {
	f.Add([]byte("SUMMARY:é" + "日本語日本語日本語日本語日本語日本語日本語日本語" + "\r\nX:y\r\n"))
	f.Add([]byte("\xff\xfe"))
	f.Fuzz(func(t *testing.T, content []byte) {
		folded := fold(content)
		if got := unfold(string(folded)); got != unfold(string(content)) && got != unfold(string(content))+"\r\n" {
			t.Errorf("%q is folded to %q", content, folded)
		}
	})
}
