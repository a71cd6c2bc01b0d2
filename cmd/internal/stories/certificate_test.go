package stories

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"mentorbot/cmd/internal/sandbox"
	"mentorbot/core"
	"mentorbot/web"
)

// completes brings a pair that has met once to the planned end, and gives what each of the two reads of it.
func (s *stage) completes(mentee, mentor string) (ofMentee, ofMentor message) {
	s.t.Helper()
	s.policy(func(p *core.Policy) {
		p.LengthWeeks, p.RemindFirstContact, p.FirstSessionWeeks, p.EndReminderDays, p.EvaluationDays, p.QuietDays = 8, false, 0, 0, 0, 0
	})
	s.asPair(mentee, mentor)
	s.meetAgain(mentee, mentor, "2026-06-02")
	return s.ends(mentee, mentor)
}

// ends has the mentee keep to the planned end, and passes the days until then.
func (s *stage) ends(mentee, mentor string) (ofMentee, ofMentor message) {
	s.t.Helper()
	_, err := s.box.App.Service.EndAsPlanned(s.in(), s.as(mentee), s.mentorships(mentee)[0].Mentorship.ID)
	s.must(err)
	s.settle()
	s.readAll(mentee)
	s.readAll(mentor)
	s.advance(57 * 24 * time.Hour)
	return s.gets(mentee, "thanks_open"), s.gets(mentor, "thanks_open")
}

// certificates counts the certificates somebody has in their conversation with the app.
func (s *stage) certificates(user string) int {
	s.t.Helper()
	n := 0
	for _, m := range s.messages(user) {
		for _, f := range m.Files {
			if strings.HasSuffix(f.Name, ".pdf") {
				n++
			}
		}
	}
	return n
}

func TestEachOfAPairGetsACertificate(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		mine, theirs := s.completes(mia, ada)
		click := s.pressed(mia, mine, "certificate")
		s.atOnce("click", click, click)
		s.settle()
		file := s.gets(mia, "Here is the certificate of your mentorship with *Ada Osei*", "Well done!")
		if pdf := s.opensFile(file); !strings.HasPrefix(pdf, "%PDF-") || !strings.HasSuffix(strings.TrimSpace(pdf), "%%EOF") {
			t.Errorf("no document: %.40q", pdf)
		}
		if name := file.Files[0].Name; !strings.HasPrefix(name, "certificate-of-mentorship-") {
			t.Errorf("a file named %q", name)
		}
		s.says(s.clickMessage(mia, mine, "certificate").reply(), "Your certificate comes as a message")
		s.settle()
		if n := s.certificates(mia); n != 1 {
			t.Errorf("%d certificates after three clicks", n)
		}
		s.clickMessage(ada, theirs, "certificate")
		s.settle()
		s.gets(ada, "Here is the certificate of your mentorship with *Mia Wanjiru*")
		s.nobodyHears(mia, ada)
	})
}

func TestAFrenchMentorGetsACertificate(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		_, theirs := s.completes(luc, eve)
		s.says(theirs.all(), "Attestation")
		s.says(s.clickMessage(eve, theirs, "certificate").reply(), "Votre attestation arrive dans un message")
		s.settle()
		file := s.gets(eve, "Voici l’attestation de votre mentorat avec *Luc Petit*", "Félicitations\u202f!")
		if name := file.Files[0].Name; !strings.HasPrefix(name, "attestation-de-mentorat-") || !strings.HasPrefix(s.opensFile(file), "%PDF-") {
			t.Errorf("a file named %q", name)
		}
		s.nobodyHears(luc, eve)
	})
}

// certifiesNothing refuses somebody a certificate of their mentorship for a reason.
func (s *stage) certifiesNothing(user string, want core.Code) {
	s.t.Helper()
	_, err := s.box.App.Service.AskForCertificate(s.in(), s.as(user), s.records(user))
	if e := core.Refusal(err); e == nil || e.Code != want {
		s.t.Errorf("error %v, want %s", err, want)
	}
}

func TestWhatWasBrokenOffIsNotCertified(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.shortly()
		s.asPair(mia, ada)
		s.meetAgain(mia, ada, "2026-06-02")
		s.certifiesNothing(mia, core.CodeCertificateEarly)
		s.openHome(mia)
		s.submit(mia, s.clickHome(mia, "mentorship_end").View, values{"reason": value("I move on.")})
		s.saysNot(s.gets(mia, "has ended").all(), `"certificate"`)
		s.saysNot(s.gets(ada, "has ended").all(), `"certificate"`)
		s.certifiesNothing(mia, core.CodeNotCompleted)
	})
}

func TestAPairThatNeverMetHasNoCertificate(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.policy(func(p *core.Policy) {
			p.LengthWeeks, p.RemindFirstContact, p.FirstSessionWeeks, p.QuietDays = 8, false, 0, 0
		})
		s.asPair(mia, ada)
		mine, _ := s.ends(mia, ada)
		s.saysNot(mine.all(), `"certificate"`)
		s.certifiesNothing(mia, core.CodeNeverMet)
	})
}

func TestAProgrammeCanDoWithoutCertificates(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		mine, _ := s.completes(mia, ada)
		s.policy(func(p *core.Policy) { p.Certificates = core.CertificatesNone })
		s.says(s.clickMessage(mia, mine, "certificate").reply(), "This programme gives no certificates.")
		s.certifiesNothing(mia, core.CodeCertificatesOff)
	})
}

// records finds the one mentorship somebody is or was in.
func (s *stage) records(user string) core.MentorshipID {
	s.t.Helper()
	r := openRecords(s.t, s.url, s.box.App.Workspace.ID)
	var id core.MentorshipID
	s.must(r.db.Change(s.in(), r.ws, func(tx core.Tx) error {
		all, err := tx.Mentorships().ForPerson(s.in(), s.id(user))
		if err == nil {
			id = all[0].ID
		}
		return err
	}))
	return id
}

func TestWithoutFilesALinkGivesTheCertificate(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		mine, _ := s.completes(mia, ada)
		s.lacks("files:write")
		s.clickMessage(mia, mine, "certificate")
		s.settle()
		told := s.gets(mia, "Here is the certificate", "Slack takes no files from this app here", "Get the certificate")
		address := regexp.MustCompile(`https?://[^"]*/certificate/[\w-]+`).FindString(told.all())
		if status, text := s.browse(address, nil); status != http.StatusOK || !strings.HasPrefix(text, "%PDF-") {
			t.Errorf("status %d, %.40q", status, text)
		}
		s.certifiesNobodyElse(address)
		s.advance(8 * 24 * time.Hour)
		status, over := s.browse(address, nil)
		if s.says(over, "This link is no longer valid"); status != http.StatusGone {
			t.Errorf("an old link answers %d", status)
		}
		s.nobodyHears(mia, ada)
	})
}

// certifiesNobodyElse tries links to a certificate that its person does not have.
func (s *stage) certifiesNobodyElse(address string) {
	s.t.Helper()
	links, err := web.NewCertificateLinks([]byte(sandbox.LinkSecret), "http://"+s.box.App.Addr())
	s.must(err)
	ws, later, m := s.box.App.Workspace.ID, s.box.Clock.Now().Add(time.Hour), s.records(mia)
	if status, _ := s.browse(links.URL(web.CertificateLink{Workspace: ws, Mentorship: m, Person: s.id(ada), Expires: later}), nil); status != http.StatusOK {
		s.t.Errorf("the other one of the two gets %d", status)
	}
	for what, link := range map[string]web.CertificateLink{
		"somebody else":             {Workspace: ws, Mentorship: m, Person: s.id(kim), Expires: later},
		"nobody":                    {Workspace: ws, Mentorship: m, Person: "nobody", Expires: later},
		"somebody of elsewhere":     {Workspace: "elsewhere", Mentorship: m, Person: s.id(mia), Expires: later},
		"its person, about nothing": {Workspace: ws, Mentorship: "nothing", Person: s.id(mia), Expires: later},
	} {
		if status, text := s.browse(links.URL(link), nil); status != http.StatusForbidden && status != http.StatusNotFound {
			s.t.Errorf("%s gets %d: %.80s", what, status, text)
		}
	}
	for at := len(address) - 1; at > len(address)-70; at -= 7 {
		if status, _ := s.browse(changedAt(address, at), nil); status != http.StatusNotFound {
			s.t.Errorf("a forged link answers %d", status)
		}
	}
	s.deactivate(mia, true)
	s.settle()
	if status, _ := s.browse(address, nil); status != http.StatusForbidden {
		s.t.Errorf("somebody who left gets %d", status)
	}
	s.deactivate(mia, false)
	s.settle()
}

func TestACertificateSaysWhatToDoAboutANameItCannotWrite(t *testing.T) {
	people := cast()
	for i := range people {
		if people[i].ID == ada {
			people[i].Name, people[i].DisplayName = "阿达", "阿达"
		}
	}
	tell(t, people, func(s *stage) {
		mine, theirs := s.completes(mia, ada)
		s.clickMessage(mia, mine, "certificate")
		s.settle()
		s.gets(mia, "the name of 阿达 has others", "Please ask 阿达 to write it")
		s.clickMessage(ada, theirs, "certificate")
		s.settle()
		s.gets(ada, "your name has others", "profile_open")
		if n := s.certificates(mia) + s.certificates(ada); n != 0 {
			t.Errorf("%d certificates with a name that is not there", n)
		}
		s.nobodyHears(mia, ada)
	})
}

// A certificate link opens nothing else, and no other link a certificate.
func TestACertificateLinkIsOfItsOwnKind(t *testing.T) {
	t.Parallel()
	h := convene(t, settingsOver(true, true)[0])
	l, own, later := h.letterbox(), h.s.box.App.Workspace.ID, h.s.box.Clock.Now().Add(time.Hour)
	prefix, person := "http://"+h.s.box.App.Addr(), h.s.id(ada)
	links, err := web.NewCertificateLinks([]byte(sandbox.LinkSecret), prefix)
	h.s.must(err)
	certified := strings.TrimPrefix(links.URL(web.CertificateLink{Workspace: own, Mentorship: h.th.mentorship, Person: person, Expires: later}), prefix+web.PathCertificate)
	filed := strings.TrimPrefix(l.files.URL(web.SessionFileLink{Workspace: own, Session: h.th.toMove, Person: person, Expires: later}), prefix+web.PathSessionFile)
	exported := strings.TrimPrefix(l.data.URL(web.DataLink{Workspace: own, Person: person, Expires: later}), prefix+web.PathData)
	h.nothingChanged(deed{id: "certificate"}, func() {
		for _, path := range []string{
			web.PathCertificate + filed, web.PathCertificate + exported, web.PathCertificate + certified, // it goes on
			web.PathSessionFile + certified, web.PathData + certified, web.PathAnswer + certified, web.PathAttend + certified, web.PathFeed + certified + ".ics",
		} {
			h.opensNothing(linkDeed{name: fmt.Sprintf("%.20s", path)}, prefix+path, "its person")
		}
	})
}
