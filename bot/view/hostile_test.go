package view_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// hostile is what somebody might type to call everybody, to forge a link, to style our words or to break a limit.
const hostile = "<!channel> <@U0EVERY> *bold* _it_ ~no~ `code` & <https://evil.example|Slack>\n> quoted \u202Eback "

// spoil replaces every text in a value by a hostile one, deeply; ids, keys and addresses stay.
func spoil(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			spoil(v.Elem(), text)
		}
	case reflect.Slice:
		for i := range v.Len() {
			spoil(v.Index(i), text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() && !keyed(field.Name) {
				spoil(v.Field(i), text)
			}
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && v.String() != "" {
			v.SetString(text)
		}
	}
}

// keyed reports fields that hold keys of a vocabulary or names of zones, which core checks.
func keyed(name string) bool {
	switch name {
	case "TimeZone", "Zone", "PracticeAreas", "JobFunctions", "MeetingModes", "Gender", "Policy", "Conversation", "ChatLocale", "Key", "Parts":
		return true
	}
	return false
}

func spoiled[T any](value T, text string) T {
	spoil(reflect.ValueOf(&value), text)
	return value
}

// hostileScreens are the screens that show what people typed, with hostile people.
func hostileScreens(f view.For, text string) map[string]any {
	home := dashboard(func(d *core.Dashboard) {
		c, p, s := choices(core.ChoicesRunning, invitation(core.InvitationSent)), participant(nil), session()
		d.Choices, d.Mentor, d.Deliveries = &c, &p, &core.DeliveryCounts{Direct: 9, Email: 9, Failed: 9}
		for range 12 {
			m := mentorship(core.RoleMentor)
			m.Next = &s
			d.Mentorships = append(d.Mentorships, m)
			d.ToAnswer = append(d.ToAnswer, asked(core.InvitationSent))
			d.Sessions = append(d.Sessions, sessionFacts(nil))
			d.Attention = append(d.Attention, core.AttentionFacts{
				Item: core.Attention{ID: "attention", Kind: core.AttentionExhausted, CreatedAt: now}, Program: program(), Person: lucia(),
			})
			about := gone()
			d.Attention = append(d.Attention, core.AttentionFacts{Item: about.Item, Program: program(), Person: kenji(), Mine: true, Gone: &about})
		}
	})
	results := core.SearchResults{Program: program(), SearchCount: core.SearchCount{Total: 30, Pages: 3}, CanAsk: true, Chosen: 2}
	for range core.PageSize {
		results.Mentors = append(results.Mentors, mentorCard(kenji(), core.MentorFree))
	}
	results.Criteria = core.Criteria{Topics: []string{"a"}, Unit: "b", DutyStation: "c", Text: "d", Meeting: []string{"e"}}
	agenda := core.Agenda{Sessions: home.Sessions, Mentorships: home.Mentorships}
	declined := asked(core.InvitationDeclined)
	return map[string]any{
		"home":         f.Home(spoiled(home, text)),
		"gone":         f.EndGone(spoiled(gone(), text)),
		"deliveries":   f.Deliveries(spoiled(failures(1), text)),
		"results":      f.Results(spoiled(results, text)),
		"person":       f.Person(spoiled(mentorCard(kenji(), core.MentorFree), text), program(), view.Meta{}),
		"choices":      f.Choices(spoiled(choices(core.ChoicesDraft), text)),
		"running":      f.Choices(spoiled(choices(core.ChoicesRunning, invitation(core.InvitationDeclined)), text)),
		"invitation":   f.Invitation(spoiled(asked(core.InvitationSent), text)),
		"asked":        f.Asked(spoiled(askedSecond(core.InvitationDeclined), text)),
		"declined":     f.Asked(spoiled(declined, text)),
		"decline":      f.Decline(spoiled(asked(core.InvitationSent), text)),
		"requests":     f.Requests(spoiled(core.Requests{ToAnswer: home.ToAnswer}, text)),
		"matched":      f.Matched(spoiled(mentorship(core.RoleMentee), text)),
		"mentorship":   f.MentorshipPage(spoiled(underWay(), text)),
		"closing":      f.Closing(core.NoticeExtended, spoiled(underWay(), text)),
		"closing_page": f.ClosingPage(spoiled(underWay(), text)),
		"fit":          f.FitForm(spoiled(found(core.RoleMentee, core.FitNot, core.FitNames), text)),
		"fit_page":     f.FitPage(spoiled(found(core.RoleMentee, core.FitNot, core.FitNames), text)),
		"rematch":      f.Rematch(spoiled(core.EndFacts{Program: program(), Mentor: kenji(), Mentee: lucia()}, text)),
		"events":       f.Events(spoiled(core.EventsFacts{Program: program(), TakesIn: true, Pages: 1, Total: 1, Events: []core.EventFacts{eventFacts(comes)}}, text)),
		"event":        f.Event(spoiled(eventFacts(comes), text), view.Meta{}),
		"event_off":    f.EventDesk(spoiled(eventDesk(func(d *core.EventDesk) { calledOff(&d.EventFacts) }), text)),
		"event_desk":   f.EventDesk(spoiled(eventDesk(nil), text)),
		"event_form":   f.EditEvent(spoiled(eventDesk(nil), text)),
		"event_news":   f.EventNews(core.NoticeEventCancelled, spoiled(eventFacts(func(e *core.EventFacts) { comes(e); calledOff(e) }), text)),
		"hold":         f.Hold(spoiled(onHold(), text)),
		"quiet":        f.Quiet(core.NoticeQuiet, spoiled(quiet(core.SilenceAsked), text)),
		"hold_form":    f.HoldForm(spoiled(onHold(), text)),
		"resumed":      f.Resumed(spoiled(underWay(), text)),
		"thanks":       f.Thanks(spoiled(evaluated(core.EvaluationDue), text)),
		"thanked":      f.Thanked(thankedWith(text)),
		"certificate":  f.CertificateLink(core.Certificate{MentorshipFacts: spoiled(evaluated(core.EvaluationDue), text)}, certificateAddress, now),
		"no name":      f.CertificateRefused(&core.Error{Code: core.CodeNameUnwritable, Args: map[string]any{"Name": text}}),
		"points":       f.Points(spoiled(pointFacts(1), text)),
		"evaluation":   f.Evaluation(spoiled(evaluationFacts(askedAtEnd()...), text)),
		"ended":        f.Ended(spoiled(evaluated(core.EvaluationDue), text)),
		"evaluations":  f.Supply(spoiled(core.SupplyReport{Program: program(), Evaluations: evaluationStats()}, text)),
		"extension":    f.Extend(spoiled(underWay(), text)),
		"first step":   f.FirstStep(core.NoticeFirstContact, spoiled(mentorship(core.RoleMentee), text)),
		"conversation": f.Conversation(spoiled(mentorship(core.RoleMentee), text)),
		"booked":       f.SessionBooked(spoiled(sessionFacts(nil), text)),
		"cancelled":    f.SessionCancelled(spoiled(sessionFacts(cancelled), text)),
		"series":       f.SeriesBooked(spoiled(series(nil), text)),
		"review":       f.ReviewSeries(f.BookSession(mentorship(core.RoleMentee), now), spoiled(seriesPlan(), text), view.Meta{}, "seen"),
		"file":         f.CalendarFileLink(spoiled(fileOf(nil, 0), text), fileAddress, now),
		"calendar no":  f.SessionDeclined(spoiled(sessionFacts(saidOwn(core.AttendanceNo)), text)),
		"proposed":     f.SessionProposed(spoiled(sessionFacts(proposing), text)),
		"times":        f.TimesProposed(spoiled(times(nil), text)),
		"times no":     f.TimesClosed(spoiled(timesAre(core.TimesDeclined, func(t *core.TimeProposalFacts) { ownTimes(t); t.Proposal.Reason = "No" }), text)),
		"times form":   f.ProposeTimes(spoiled(mentorship(core.RoleMentee), text), new(spoiled(times(nil).Proposal, text)), view.EnteredTimes{}),
		"no times":     f.DeclineTimes(spoiled(times(nil), text)),
		"book":         f.BookSession(spoiled(mentorship(core.RoleMentee), text), now),
		"move":         f.MoveSession(spoiled(sessionFacts(nil), text), spoiled(rooms(), text), now),
		"sessions":     f.Sessions(spoiled(agenda, text)),
		"basics":       f.Basics(spoiled(profile(false), text), spoiled(program(), text)),
		"work":         f.Work(spoiled(profile(false), text), ""),
		"skills":       f.Skills(spoiled(profile(false), text), ""),
		"summary":      f.ProfileSummary(spoiled(profile(false), text)),
		"mentor":       f.Mentor(spoiled(profile(false), text), spoiled(participant(nil), text)),
		"why":          f.Why(spoiled(reasons(), text)),
		"help":         f.Help(text),
		"enlistment":   f.Enlistment(spoiled(enlistment(core.EnlistmentAsked, nil), text), core.NoticeEnlist),
		"enlisted":     f.Enlisted(spoiled(enlistPage(core.RelationAdmin), text)),
		"announcement": f.Announcement(spoiled(program(), text), text),
		"round":        f.Errand(spoiled(errand(core.ErrandEnlist, core.ErrandReady, enlisting(3)), text), 0),
		"bad file":     f.Errand(errand(core.ErrandImport, core.ErrandFailed, hostileFailure(text)), 0),
		"support page": f.SupportRequest(spoiled(supportFacts(core.SupportAnswered, nil), text), view.Meta{}),
		"support card": f.SupportCard(spoiled(supportFacts(core.SupportAnswered, forTeam), text)),
		"support news": f.SupportAnswer(spoiled(supportFacts(core.SupportAnswered, nil), text)),
		"support list": f.SupportDesk(spoiled(supportPage(true), text)),
		"support form": f.SupportForm(spoiled(core.SupportStart{Program: program()}, text), core.SupportOther, true),
		"support why":  f.SupportDiagnosis(spoiled(diagnosis(core.SupportNoRequests, because(core.WhyDeclined, "no")), text)),
		"explanation":  f.Explanation(f.Refusal(&core.Error{Code: core.CodeInvitationExpired, Args: map[string]any{"Name": text}}), text),
		"suggestions":  f.Suggestions([]string{text}, text),
	}
}

// hostileFailure is a file with a column that is called something nasty.
func hostileFailure(text string) func(*core.ErrandContent) {
	return func(c *core.ErrandContent) {
		c.Failed = &core.Error{Code: core.CodeUnknownColumn, Args: map[string]any{"Name": text}}
	}
}

func TestNobodyCanSpeakThroughTheApp(t *testing.T) {
	c := catalogue(t)
	for size, text := range map[string]string{"short": hostile, "huge": strings.Repeat(hostile, 40)} {
		for name, screen := range hostileScreens(paris(t, c, "fr"), text) {
			t.Run(size+"/"+name, func(t *testing.T) {
				raw := encode(t, screen)
				validate(t, screen, raw)
				var tree any
				if err := json.Unmarshal(raw, &tree); err != nil {
					t.Fatal(err)
				}
				refuseMarkup(t, tree)
				if m, ok := screen.(view.Message); ok {
					refuseMarkupIn(t, m.Text)
				}
			})
		}
	}
}

// refuseMarkup looks at every mrkdwn object of a screen.
func refuseMarkup(t *testing.T, tree any) {
	t.Helper()
	walk(map[string]any{"": tree}, func(_ string, value any) {
		object, ok := value.(map[string]any)
		if ok && object["type"] == slack.MarkdownType {
			refuseMarkupIn(t, object["text"].(string))
		}
	})
}

func refuseMarkupIn(t *testing.T, text string) {
	t.Helper()
	for _, bad := range []string{"<!channel", "<@U", "<https://evil", "*bold*", " _it_", "~no~", "`code`", "\u202E"} {
		if strings.Contains(text, bad) {
			t.Errorf("%q got through: %.200q", bad, text)
		}
	}
}

func TestTheHomeHasOnePrimaryButtonAtMost(t *testing.T) {
	for name, screen := range homes(paris(t, catalogue(t), "en")) {
		var tree any
		if err := json.Unmarshal(encode(t, screen), &tree); err != nil {
			t.Fatal(err)
		}
		primary := 0
		walk(map[string]any{"": tree}, func(_ string, value any) {
			if object, ok := value.(map[string]any); ok && object["type"] == "button" && object["style"] == "primary" {
				primary++
			}
		})
		if primary > 1 {
			t.Errorf("%s has %d primary buttons", name, primary)
		}
	}
}
