package view_test

import (
	"maps"
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// screens are all states of all screens by name.
func screens(f view.For) map[string]any {
	all := map[string]any{}
	for _, part := range []map[string]any{
		homes(f), profiles(f), searches(f), requests(f), invitations(f), mentorships(f), mentorshipPages(f), evaluationScreens(f), sessions(f), notices(f), deliveries(f), programs(f), policyScreens(f), places(f), hoursScreens(f), pairings(f), pairingRuns(f), people(f),
		questionScreens(f), timeScreens(f), goalScreens(f), noteScreens(f), linkScreens(f), eventScreens(f), agendaScreens(f), inquiryScreens(f), saveScreens(f), guideScreens(f), resourceScreens(f), courseScreens(f), agreementScreens(f), supportScreens(f), fitScreens(f),
	} {
		maps.Copy(all, part)
	}
	return all
}

func homes(f view.For) map[string]any {
	waiting := invitation(core.InvitationSent)
	return map[string]any{
		"home_welcome": f.Home(dashboard(func(d *core.Dashboard) { d.HasProfile = false })),
		"home_find":    f.Home(dashboard(nil)),
		"home_incomplete": f.Home(dashboard(func(d *core.Dashboard) {
			d.Completeness = core.Completeness{Percent: 30, Missing: []core.ProfileItem{core.ItemSummary, core.ItemWishes, core.ItemMeeting}}
		})),
		"home_draft": f.Home(dashboard(func(d *core.Dashboard) {
			c := choices(core.ChoicesDraft)
			d.Choices = &c
		})),
		"home_running": f.Home(dashboard(func(d *core.Dashboard) {
			c := choices(core.ChoicesRunning, waiting)
			d.Choices = &c
		})),
		"home_exhausted": f.Home(dashboard(func(d *core.Dashboard) {
			c := choices(core.ChoicesExhausted, invitation(core.InvitationExpired))
			d.Choices = &c
		})),
		"home_matched": f.Home(dashboard(func(d *core.Dashboard) {
			d.Mentorships = []core.MentorshipFacts{mentorship(core.RoleMentee)}
		})),
		"home_sessions": f.Home(dashboard(func(d *core.Dashboard) {
			m, s := mentorship(core.RoleMentee), session()
			m.Next, m.Held, m.HeldMinutes, m.Unconfirmed, m.NextNumber = &s, 2, 105, 1, 4
			d.Mentorships = []core.MentorshipFacts{m}
			for range 7 {
				d.Sessions = append(d.Sessions, sessionFacts(nil))
			}
		})),
		"home_check_in": f.Home(dashboard(func(d *core.Dashboard) {
			d.Mentorships = []core.MentorshipFacts{mentorship(core.RoleMentee)}
			d.ToCheckIn = []core.SessionFacts{sessionFacts(answer(core.CheckIn{}))}
		})),
		"home_mentor": f.Home(dashboard(func(d *core.Dashboard) {
			p := participant(nil)
			d.Viewer, d.Mentor = kenji(), &p
			d.ToAnswer = []core.InvitationFacts{asked(core.InvitationSent)}
			m := mentorship(core.RoleMentor)
			m.Mentorship.State = core.MentorshipCompleted
			d.Mentorships = []core.MentorshipFacts{m}
		})),
		"home_mentor_ready": f.Home(dashboard(func(d *core.Dashboard) {
			p := participant(nil)
			d.Viewer, d.Mentor = kenji(), &p
		})),
		"home_mentor_incomplete": f.Home(dashboard(func(d *core.Dashboard) {
			p := participant(func(p *core.ParticipantFacts) { p.Missing = []core.ProfileItem{core.ItemPicture} })
			d.Mentor = &p
		})),
		"home_admin_calm": f.Home(dashboard(func(d *core.Dashboard) {
			d.Runs = true
			d.Deliveries = &core.DeliveryCounts{Direct: 1204, Email: 3}
		})),
		"home_admin": f.Home(dashboard(func(d *core.Dashboard) {
			d.Runs = true
			d.Deliveries = &core.DeliveryCounts{Direct: 1204, Email: 3, Failed: 13}
			for range 8 {
				d.Attention = append(d.Attention, core.AttentionFacts{
					Item:    core.Attention{ID: "attention", Kind: core.AttentionExhausted, CreatedAt: now},
					Program: program(), Person: lucia(), Mine: true,
				})
			}
		})),
		"home_admin_sessions": f.Home(dashboard(func(d *core.Dashboard) {
			d.Runs = true
			about := core.SessionCase{
				Session: session(), Mentor: kenji(), Mentee: amara(), Mentors: metFor(45), Mentees: core.CheckIn{Outcome: core.OutcomeMentorAbsent}, Missed: 2,
			}
			for _, kind := range []core.AttentionKind{core.AttentionDisputed, core.AttentionMissed} {
				d.Attention = append(d.Attention, core.AttentionFacts{
					Item: core.Attention{ID: "attention", Kind: kind, CreatedAt: now}, Program: program(), Person: amara(), Mine: true, Session: &about,
				})
			}
		})),
		"home_admin_gone": f.Home(dashboard(func(d *core.Dashboard) {
			d.Runs = true
			about := gone()
			for _, mine := range []bool{true, false} {
				d.Attention = append(d.Attention, core.AttentionFacts{Item: about.Item, Program: program(), Person: kenji(), Mine: mine, Gone: &about})
			}
		})),
		"home_admin_quiet": f.Home(dashboard(func(d *core.Dashboard) {
			d.Runs = true
			for i, stage := range []core.SilenceStage{core.SilenceWarned, core.SilenceReported} {
				about := core.QuietFacts{Mentorship: quiet(stage).Mentorship, Mentor: kenji(), Mentee: amara()}
				d.Attention = append(d.Attention, core.AttentionFacts{
					Item: core.Attention{ID: "attention", Kind: core.AttentionQuiet, CreatedAt: now}, Program: program(), Person: amara(), Mine: i == 0, Quiet: &about,
				})
			}
		})),
		"mentorship_end_gone": f.EndGone(gone()),
		"home_lapse": f.Home(dashboard(func(d *core.Dashboard) {
			d.Runs, d.Lapse = true, lapse()
			d.Deliveries = &core.DeliveryCounts{Direct: 1204, Email: 3}
		})),
		"home_error": f.HomeError("r-4711"),
	}
}

func profiles(f view.For) map[string]any {
	until := now.Add(30 * 24 * time.Hour)
	mentor := profile(false)
	mentor.Participants = []core.ParticipantFacts{participant(nil)}
	complete := profile(false)
	complete.Completeness = core.Completeness{Percent: 100}
	return map[string]any{
		"profile_basics_new":        f.Basics(profile(true), core.Program{}),
		"profile_basics_joining":    f.Basics(profile(true), program()),
		"profile_basics":            f.Basics(profile(false), core.Program{}),
		"profile_work":              f.Work(profile(false), program().ID),
		"profile_skills":            f.Skills(profile(false), ""),
		"profile_skills_empty":      f.Skills(core.ProfileFacts{}, ""),
		"profile_summary":           f.ProfileSummary(mentor),
		"profile_summary_complete":  f.ProfileSummary(complete),
		"mentor_join":               f.Mentor(profile(false), core.ParticipantFacts{Program: program()}),
		"mentor_edit":               f.Mentor(profile(false), participant(nil)),
		"mentor_edit_unavailable":   f.Mentor(profile(false), participant(unavailable(until))),
		"mentor_summary":            f.MentorSummary(participant(nil)),
		"mentor_summary_missing":    f.MentorSummary(participant(func(p *core.ParticipantFacts) { p.Missing = []core.ProfileItem{core.ItemSummary} })),
		"mentor_summary_away":       f.MentorSummary(participant(unavailable(time.Time{}))),
		"mentor_summary_away_until": f.MentorSummary(participant(unavailable(until))),
		"mentor_summary_full":       f.MentorSummary(participant(func(p *core.ParticipantFacts) { p.Load = 2 })),
		"mentor_summary_stopped":    f.MentorSummary(participant(func(p *core.ParticipantFacts) { p.Participant.Mentor = false })),
	}
}

func unavailable(until time.Time) func(*core.ParticipantFacts) {
	return func(p *core.ParticipantFacts) {
		p.Participant.Unavailable, p.Participant.UnavailableUntil, p.Participant.UnavailableReason = true, until, "Parental leave"
	}
}

func searches(f view.For) map[string]any {
	criteria := core.Criteria{
		Topics: []string{"machine learning"}, PracticeArea: []string{"data_ai"}, JobFunction: []string{"analysis"}, Unit: "Research",
		DutyStation: "Tokyo", Languages: []string{"en"}, Gender: "male", Meeting: []string{"online", "Tokyo"}, Text: "models",
	}
	met := mentorCard(kenji(), core.MentorFree)
	met.Met, met.Mark = []core.TermKind{core.TermTopic, core.TermLanguage}, core.MarkFavourite
	met.Groups = []string{"Shortlist & more"}
	onList := mentorCard(lucia(), core.MentorUnavailable)
	onList.Chosen, onList.Participant.UnavailableUntil = true, now.Add(10*24*time.Hour)
	met.Place, onList.Place = 11, 13 // 12 does not match any more
	results := core.SearchResults{
		Program: program(), Viewer: amara().Person, Criteria: criteria, CanAsk: true, Chosen: 1,
		SearchCount: core.SearchCount{Order: "1x-m-1-2-3", Page: 1, Pages: 3, Total: 22, Listed: 22, Gone: 1},
		Asked: []core.TermKind{core.TermTopic, core.TermPracticeArea, core.TermJobFunction, core.TermUnit, core.TermDutyStation,
			core.TermLanguage, core.TermGender, core.TermMeeting, core.TermWord, core.TermWish},
		Mentors: []core.MentorCard{met, onList},
	}
	away := mentorCard(kenji(), core.MentorFree)
	away.Away = core.Absence{First: core.CivilDate{Year: 2026, Month: 2, Day: 9}, Back: core.CivilDate{Year: 2026, Month: 2, Day: 16}, Begun: true}
	leaving := mentorCard(kenji(), core.MentorFree)
	leaving.Away = core.Absence{First: core.CivilDate{Year: 2026, Month: 2, Day: 12}, Back: core.CivilDate{Year: 2026, Month: 2, Day: 16}}
	inviting := program()
	inviting.Policy.MentorsInvite = true
	open, waiting := core.MenteeCard{Card: amara(), Score: fit(), Met: []core.TermKind{core.TermWish}}, core.MenteeCard{Card: lucia(), Score: fit()}
	open.Place, waiting.Place = 1, 2
	first, full := mentorCard(kenji(), core.MentorFree), mentorCard(kenji(), core.MentorFull)
	first.Place, full.Place = 1, 1
	live := offer(core.InvitationSent).Invitation
	waiting.Offer = &live
	return map[string]any{
		"find_mentees": f.FindMentees(inviting, criteria, 1),
		"mentees": f.Mentees(core.MenteeResults{
			Program: inviting, Criteria: criteria, Asked: []core.TermKind{core.TermWish, core.TermLanguage}, SearchCount: core.SearchCount{Order: "1x-c-1-2", Total: 12, Listed: 12, Pages: 2},
			Mentees: []core.MenteeCard{open, waiting},
		}),
		"mentees_none":   f.Mentees(core.MenteeResults{Program: inviting, SearchCount: core.SearchCount{Pages: 1}}),
		"mentee":         f.Mentee(open, inviting, view.Meta{Page: 1, Do: view.PageMentees}),
		"mentee_offered": f.Mentee(waiting, inviting, view.Meta{Do: view.PageMentees}),
		"offer":          f.OfferForm(open, inviting),
		"requests_offers": f.Requests(core.Requests{
			ToAnswer: []core.InvitationFacts{offer(core.InvitationSent)}, Offers: []core.InvitationFacts{offer(core.InvitationQueued)},
		}),
		"home_mentors_invite": f.Home(dashboard(func(d *core.Dashboard) {
			p := participant(nil)
			p.Participant.Findable = true
			d.Viewer, d.Mentor, d.Program = kenji(), &p, inviting
			d.Offers = []core.InvitationFacts{offer(core.InvitationSent)}
		})),
		"find_empty":       f.FindForm(program(), core.Criteria{}, 0),
		"find_prefilled":   f.FindForm(program(), criteria, 3),
		"results":          f.Results(results),
		"results_best":     f.Results(core.SearchResults{Program: program(), SearchCount: core.SearchCount{Pages: 10, Total: 2130, Listed: 100}, Mentors: []core.MentorCard{first}}),
		"results_one":      f.Results(core.SearchResults{Program: program(), SearchCount: core.SearchCount{Pages: 1, Total: 1}, Mentors: []core.MentorCard{full}}),
		"results_away":     f.Results(core.SearchResults{Program: program(), SearchCount: core.SearchCount{Pages: 1, Total: 1}, Mentors: []core.MentorCard{away}}),
		"results_leaving":  f.Results(core.SearchResults{Program: program(), SearchCount: core.SearchCount{Pages: 1, Total: 1}, Mentors: []core.MentorCard{leaving}}),
		"results_none":     f.Results(core.SearchResults{Program: program(), Criteria: criteria}),
		"person":           f.Person(marked(""), program(), view.Meta{Do: view.PageResults}),
		"person_full":      f.Person(mentorCard(kenji(), core.MentorFull), program(), view.Meta{Do: view.PageResults}),
		"person_chosen":    f.Person(onList, program(), view.Meta{Do: view.PageResults}),
		"person_favourite": f.Person(marked(core.MarkFavourite), program(), view.Meta{Do: view.PageResults}),
		"person_hidden":    f.Person(marked(core.MarkHidden), program(), view.Meta{Do: view.PageResults}),
		"favourites": f.Marked(core.MarkedPage{Program: program(), Kind: core.MarkFavourite, Total: 12, Pages: 2, People: []core.MarkedFacts{
			{Mark: core.Mark{Kind: core.MarkFavourite, At: now}, Card: kenji(), Findable: true},
			{Mark: core.Mark{Kind: core.MarkFavourite, At: now}, Card: lucia()},
			{Mark: core.Mark{Kind: core.MarkFavourite, At: now}, Card: amara(), Seeks: true},
		}}),
		"saved_searches": f.SavedSearches(core.SearchList{Program: program(), Seek: core.RoleMentor, Searches: []core.SavedSearch{
			{ID: "search", Program: program().ID, Seek: core.RoleMentor, Name: "In Geneva & online", Criteria: criteria},
			{ID: "other", Program: program().ID, Seek: core.RoleMentor, Name: "Everybody"},
		}}, "other"),
		"search_rename":       f.RenameSearch(core.SavedSearch{ID: "search", Program: program().ID, Seek: core.RoleMentor, Name: "In Geneva & online", Criteria: criteria}),
		"saved_searches_none": f.SavedSearches(core.SearchList{Program: program(), Seek: core.RoleMentee}, ""),
		"favourites_group": f.Marked(core.MarkedPage{Program: program(), Kind: core.MarkFavourite, Total: 1, Pages: 1, Group: &groups()[0].Group, Groups: groups(),
			People: []core.MarkedFacts{{Mark: core.Mark{Kind: core.MarkFavourite, At: now}, Groups: []string{"Shortlist & more"}, Card: kenji(), Findable: true}}}),
		"favourites_groups": f.Marked(core.MarkedPage{Program: program(), Kind: core.MarkFavourite, Pages: 1, Groups: groups()}),
		"groups":            f.GroupsForm(core.Grouping{Program: program(), Other: kenji(), Groups: groups(), In: []core.GroupID{"short"}}, view.PageResults, view.Meta{}),
		"group_rename":      f.RenameGroup(groups()[0].Group, view.Meta{Program: "program"}),
		"group_renamed":     f.RenamedGroup(core.MarkedPage{Program: program(), Kind: core.MarkFavourite, Total: 0, Pages: 1, Group: &groups()[0].Group, Groups: groups()}),
		"groups_none":       f.GroupsForm(core.Grouping{Program: program(), Other: kenji()}, view.PagePerson, view.Meta{}),
		"favourites_none":   f.Marked(core.MarkedPage{Program: program(), Kind: core.MarkFavourite, Pages: 1}),
		"hidden_people": f.Marked(core.MarkedPage{Program: program(), Kind: core.MarkHidden, Total: 1, Pages: 1, People: []core.MarkedFacts{
			{Mark: core.Mark{Kind: core.MarkHidden, At: now}, Card: kenji(), Findable: true},
		}}),
		"hidden_people_none": f.Marked(core.MarkedPage{Program: program(), Kind: core.MarkHidden, Pages: 1}),
		"suggestions":        f.Suggestions([]string{"machine learning", "marketing"}, "ma"),
		"suggestions_same":   f.Suggestions([]string{"Marketing"}, "marketing"),
		"suggestions_zone":   f.ZoneSuggestions([]string{"Europe/Paris", "Europe/Zurich"}),
	}
}

// marked is a mentor about whom the viewer keeps a mark.
func marked(kind core.MarkKind) core.MentorCard {
	card := mentorCard(kenji(), core.MentorFree)
	card.Mark = kind
	return card
}

func requests(f view.For) map[string]any {
	all := map[string]any{
		"choices_empty":     f.Choices(core.ChoiceFacts{Program: program()}),
		"choices_draft":     f.Choices(choices(core.ChoicesDraft)),
		"choices_running":   f.Choices(choices(core.ChoicesRunning, invitation(core.InvitationSent))),
		"choices_queued":    f.Choices(choices(core.ChoicesRunning, invitation(core.InvitationQueued))),
		"choices_between":   f.Choices(choices(core.ChoicesRunning, invitation(core.InvitationDeclined))),
		"choices_exhausted": f.Choices(choices(core.ChoicesExhausted, invitation(core.InvitationSkipped))),
		"choices_withdrawn": f.Choices(choices(core.ChoicesWithdrawn, invitation(core.InvitationWithdrawn))),
		"choices_matched":   f.Choices(choices(core.ChoicesMatched, invitation(core.InvitationAccepted))),
		"exhausted":         f.Exhausted(choices(core.ChoicesExhausted, invitation(core.InvitationExpired))),
		"exhausted_later":   f.Exhausted(choices(core.ChoicesWithdrawn, invitation(core.InvitationSuperseded))),
		"requests_none":     f.Requests(core.Requests{}),
		"requests_modal":    f.RequestsModal(core.Requests{}),
	}
	for name, c := range map[string]core.ChoiceFacts{
		"requests_draft": choices(core.ChoicesDraft), "requests_running": choices(core.ChoicesRunning, invitation(core.InvitationSent)),
	} {
		all[name] = f.Requests(core.Requests{Choices: &c, ToAnswer: []core.InvitationFacts{asked(core.InvitationSent)}})
	}
	return all
}

// offer is a mentor's ask to a mentee.
func offer(state core.InvitationState) core.InvitationFacts {
	x := asked(state)
	x.Invitation.Offer, x.List.Offer, x.List.Mentors = true, true, x.List.Mentors[:1]
	x.Program.Policy.MentorsInvite = true
	if state == core.InvitationSkipped {
		x.Invitation.SkipReason = core.SkipMatched
	}
	return x
}

func invitations(f view.For) map[string]any {
	all := map[string]any{
		"decline":          f.Decline(asked(core.InvitationSent)),
		"invitation_modal": f.InvitationModal(asked(core.InvitationSent)),
	}
	all["decline_offer"] = f.Decline(offer(core.InvitationSent))
	all["offer_ended_declined"], all["offer_ended_skipped"] = f.OfferEnded(offer(core.InvitationDeclined)), f.OfferEnded(offer(core.InvitationSkipped))
	for _, state := range []core.InvitationState{
		core.InvitationQueued, core.InvitationSent, core.InvitationAccepted, core.InvitationDeclined, core.InvitationExpired,
		core.InvitationWithdrawn, core.InvitationSuperseded, core.InvitationSkipped,
	} {
		all["invitation_"+string(state)] = f.Invitation(asked(state))
		all["reminder_"+string(state)] = f.InvitationReminder(asked(state))
		all["asked_"+string(state)] = f.Asked(asked(state))
		all["offer_to_you_"+string(state)] = f.Invitation(offer(state))
		all["offer_made_"+string(state)] = f.Asked(offer(state))
	}
	paused := asked(core.InvitationSent)
	day := paused.Invitation.DeliveredAt.AddDate(0, 0, 1)
	on := core.CivilDate{Year: day.Year(), Month: day.Month(), Day: day.Day()}
	paused.Off = core.DaysOff{{First: on, Last: on}}
	all["invitation_paused"], all["asked_paused"] = f.Invitation(paused), f.Asked(paused)
	for _, state := range []core.InvitationState{core.InvitationDeclined, core.InvitationExpired, core.InvitationSkipped, core.InvitationWithdrawn} {
		all["asked_after_"+string(state)] = f.Asked(askedSecond(state))
	}
	return all
}

func mentorships(f view.For) map[string]any {
	ended := mentorship(core.RoleMentee)
	ended.Mentorship.State = core.MentorshipEndedEarly
	mentorFirst := mentorship(core.RoleMentor)
	mentorFirst.Program.Policy.FirstContact = core.RoleMentor
	return map[string]any{
		"matched_mentee":            f.Matched(mentorship(core.RoleMentee)),
		"matched_mentor":            f.Matched(mentorship(core.RoleMentor)),
		"matched_mentor_first":      f.Matched(mentorFirst),
		"matched_ended":             f.Matched(ended),
		"conversation":              f.Conversation(mentorship(core.RoleMentee)),
		"conversation_mentor_first": f.Conversation(mentorFirst),
	}
}

func sessions(f view.For) map[string]any {
	sameZone := mentorship(core.RoleMentee)
	sameZone.Other = amara()
	own := func(s *core.SessionFacts) {
		s.Session.Title, s.Session.Minutes, s.By = "Maps & models", 50, kenji().Person
		s.Session.Sequence, s.Session.Link, s.Session.Agenda = 1, "", ""
	}
	moved := func(s *core.SessionFacts) {
		own(s)
		s.Session.MovedFrom = s.Session.StartsAt.Add(-24 * time.Hour)
	}
	since := func(s *core.SessionFacts) { s.Told, s.Session.UpdatedAt = now.Add(-2*time.Hour), now.Add(-time.Hour) }
	agenda := core.Agenda{
		Viewer: amara(), Now: now, Sessions: []core.SessionFacts{sessionFacts(nil), sessionFacts(own)},
		Mentorships: []core.MentorshipFacts{mentorship(core.RoleMentee)},
	}
	moving := freeTimes(1)
	moving.Session = new(sessionFacts(nil))
	alike := freeTimes(0)
	alike.Mentorship.Other = amara()
	nothing := core.FreeTimes{Mentorship: mentorship(core.RoleMentee), Minutes: 45, Hours: true}
	all := seriesScreens(f)
	maps.Copy(all, map[string]any{
		"calendar_file":                  f.CalendarFileLink(fileOf(nil, 0), fileAddress, now),
		"calendar_file_changed":          f.CalendarFileLink(fileOf(nil, 1), fileAddress, now),
		"calendar_file_cancelled":        f.CalendarFileLink(fileOf(cancelled, 2), fileAddress, now),
		"calendar_file_series":           f.CalendarFileLink(seriesFile(nil, 0), fileAddress, now),
		"calendar_file_series_changed":   f.CalendarFileLink(seriesFile(nil, 1), fileAddress, now),
		"calendar_file_series_cancelled": f.CalendarFileLink(seriesFile(func(s *core.SeriesFacts) { s.Session.State = core.SessionCancelled }, 2), fileAddress, now),
		"calendar_file_none":             f.CalendarFileLink(fileOf(nil, 0), "", now),
		"session_booked_file":            f.SessionBooked(sessionFacts(func(s *core.SessionFacts) { s.Calendar.Way = core.CalendarByFile })),
		"session_offer":                  f.OfferedTimes(freeTimes(0)),
		"session_offer_move":             f.OfferedTimes(moving),
		"session_offer_same_zone":        f.OfferedTimes(alike),
		"session_offer_none":             f.OfferedTimes(nothing),
		"session_booked":                 f.SessionBooked(sessionFacts(nil)),
		"session_booked_moved":           f.SessionBooked(sessionFacts(own)),
		"session_booked_cancelled":       f.SessionBooked(sessionFacts(cancelled)),
		"session_booked_over":            f.SessionBooked(sessionFacts(over)),
		"session_moved":                  f.SessionMoved(sessionFacts(moved)),
		"session_changed":                f.SessionMoved(sessionFacts(own)),
		"session_moved_again":            f.SessionMoved(sessionFacts(func(s *core.SessionFacts) { moved(s); since(s) })),
		"session_cancelled":              f.SessionCancelled(sessionFacts(cancelled)),
		"session_reminder":               f.SessionReminder(sessionFacts(nil)),
		"session_accepted":               f.SessionBooked(sessionFacts(said(core.AttendanceYes))),
		"session_tentative":              f.SessionBooked(sessionFacts(said(core.AttendanceMaybe))),
		"session_declining":              f.SessionBooked(sessionFacts(said(core.AttendanceNo))),
		"session_said_own":               f.SessionMoved(sessionFacts(saidOwn(core.AttendanceYes))),
		"session_said_own_no":            f.SessionMoved(sessionFacts(saidOwn(core.AttendanceNo))),
		"session_said_own_maybe":         f.SessionMoved(sessionFacts(saidOwn(core.AttendanceMaybe))),
		"session_declined":               f.SessionDeclined(sessionFacts(saidOwn(core.AttendanceNo))),
		"session_declined_settled":       f.SessionDeclined(sessionFacts(saidOwn(core.AttendanceYes))),
		"session_proposed":               f.SessionProposed(sessionFacts(proposing)),
		"check_in":                       f.CheckIn(sessionFacts(answer(core.CheckIn{}))),
		"check_in_met":                   f.CheckIn(sessionFacts(answer(metFor(45)))),
		"check_in_agreed":                f.CheckIn(sessionFacts(answer(metFor(45), metFor(45)))),
		"check_in_shorter":               f.CheckIn(sessionFacts(answer(metFor(60), metFor(45)))),
		"check_in_pulse":                 f.CheckIn(sessionFacts(answer(core.CheckIn{Outcome: core.OutcomeMet, Minutes: 45, Pulse: core.PulseVery}))),
		"check_in_disputed":              f.CheckIn(sessionFacts(answer(metFor(45), core.CheckIn{Outcome: core.OutcomeMenteeAbsent}))),
		"check_in_absent":                f.CheckIn(sessionFacts(answer(core.CheckIn{Outcome: core.OutcomeMentorAbsent}))),
		"check_in_called_off":            f.CheckIn(sessionFacts(answer(core.CheckIn{Outcome: core.OutcomeCalledOff}))),
		"check_in_settled":               f.CheckIn(sessionFacts(nil)),
		"check_in_form":                  f.CheckInForm(sessionFacts(answer(core.CheckIn{}))),
		"check_in_form_change":           f.CheckInForm(sessionFacts(answer(metFor(50)))),
		"sessions_check_in":              f.SessionsModal(core.Agenda{Viewer: amara(), Now: now, ToCheckIn: []core.SessionFacts{sessionFacts(answer(core.CheckIn{}))}}),
		"session_kept":                   f.SessionKept(sessionFacts(saidOwn(core.AttendanceMaybe))),
		"session_proposed_settled":       f.SessionProposed(sessionFacts(cancelled)),
		"session_reminder_over":          f.SessionReminder(sessionFacts(over)),
		"sessions":                       f.Sessions(agenda),
		"sessions_modal":                 f.SessionsModal(agenda),
		"sessions_none":                  f.Sessions(core.Agenda{}),
		"session_book":                   f.BookSession(mentorship(core.RoleMentee), time.Time{}),
		"session_book_chosen":            f.BookSession(mentorship(core.RoleMentee), now.Add(24*time.Hour)),
		"session_book_same_zone":         f.BookSession(sameZone, now.Add(24*time.Hour)),
		"session_move":                   f.MoveSession(sessionFacts(own), nil, time.Time{}),
		"session_book_room":              f.BookSession(withRooms(mentorship(core.RoleMentee)), time.Time{}),
		"session_move_room":              f.MoveSession(sessionFacts(inRoom), rooms(), time.Time{}),
		"session_move_elsewhere":         f.MoveSession(sessionFacts(nil), rooms(), time.Time{}),
		"session_cancel":                 f.CancelSession(sessionFacts(nil)),
		"session_cancel_late":            f.CancelSession(sessionFacts(func(s *core.SessionFacts) { s.Session.StartsAt = now.Add(time.Hour) })),
	})
	return all
}

// failures is a page of failed deliveries with one of each reason; the third page has the rest.
func failures(page int) core.FailedDeliveries {
	d := core.FailedDeliveries{Counts: core.DeliveryCounts{Failed: 13}, Page: page, Pages: 3}
	for i, x := range []core.Delivery{
		{Reason: core.DirectRefused, Code: "channel_not_found", MailReason: core.MailNoAddress, Task: core.Task{Notice: core.NoticeInvitation}},
		{Reason: core.DirectRefused, Code: "restricted_action", MailReason: core.MailNotConfigured, Task: core.Task{Notice: core.NoticeInvitationReminder}},
		{Reason: core.DirectRefused, Code: "cannot_dm_bot", MailReason: core.MailRefused, Task: core.Task{Notice: core.NoticeMatched}},
		{Reason: core.DirectRejected, Code: "invalid_blocks", MailReason: core.MailUnanswered, Task: core.Task{Notice: core.NoticeSessionBooked}},
		{Reason: core.DirectUnanswered, Task: core.Task{Notice: core.NoticeAsked}},
		{Reason: core.DirectDeactivated, Code: "user_disabled", Task: core.Task{Notice: core.NoticeSessionReminder}},
	} {
		x.ID, x.At = core.DeliveryID("delivery"), now.Add(-time.Duration(i)*time.Hour)
		d.Failed = append(d.Failed, core.DeliveryFacts{Delivery: x, Person: lucia(), Retryable: i > 0 && i < 5})
	}
	return d
}

func deliveries(f view.For) map[string]any {
	one := failures(0)
	one.Counts.Failed, one.Pages, one.Failed = 1, 1, one.Failed[4:5]
	return map[string]any{
		"deliveries_none":   f.Deliveries(core.FailedDeliveries{Pages: 1}),
		"deliveries_one":    f.Deliveries(one),
		"deliveries_first":  f.Deliveries(failures(0)),
		"deliveries_middle": f.Deliveries(failures(1)),
		"deliveries_last":   f.Deliveries(failures(2)),
	}
}

func notices(f view.For) map[string]any {
	all := map[string]any{
		"help":                  f.Help(""),
		"help_unknown":          f.Help("<!channel> *dance*"),
		"help_modal":            f.HelpModal(),
		"explanation":           f.Explanation(f.Refusal(&core.Error{Code: core.CodeInvitationExpired, Args: map[string]any{"Name": "Amara"}}), ""),
		"explanation_failure":   f.Explanation(f.Failure(), "r-4711"),
		"notice":                f.Notice(f.Failure(), "r-4711"),
		"loading":               f.Loading(),
		"lapse":                 f.Lapse(*lapse()),
		"lapse_over":            f.Lapse(core.Lapse{Over: true}),
		"confirm_withdraw":      f.Confirm(view.Meta{Do: view.ActionWithdraw, List: "list"}),
		"confirm_stop":          f.Confirm(view.Meta{Do: view.ActionStopMentoring, Program: "programme"}),
		"my_data":               f.MyData(false),
		"my_data_sent":          f.MyData(true),
		"erasure":               f.Erasure(erasure(), ""),
		"erasure_nothing":       f.Erasure(core.ErasureFacts{Person: kenji()}, ""),
		"erasure_other":         f.Erasure(erasure(), "kenji"),
		"erasing":               f.Erasing(false),
		"erasing_other":         f.Erasing(true),
		"home_erasing":          f.HomeErasing(),
		"my_data_link":          f.DataLink("https://mentorbot.example.org/my-data/token", now),
		"my_data_no_files":      f.DataLink("", now),
		"settings":              f.Settings(settings(core.CalendarByMail), []string{"en", "fr"}, ways(), true, true),
		"settings_own":          f.Settings(settings(core.CalendarByFeed), []string{"en", "fr"}, ways(), true, false),
		"settings_file":         f.Settings(settings(core.CalendarByFile), []string{"en", "fr"}, ways(), true, true),
		"settings_no_mail":      f.Settings(settings(core.CalendarByMail), []string{"en", "fr"}, ways()[1:], false, false),
		"settings_alone":        f.Settings(settings(core.CalendarByMail), []string{"en", "fr"}, ways()[3:], false, false),
		"feed":                  f.Feed(settings(core.CalendarByFeed).Calendar, "https://mentorbot.example/calendar/secret.ics"),
		"feed_new":              f.Feed(core.CalendarSettings{Way: core.CalendarByFeed, Generation: 2}, "https://mentorbot.example/calendar/other.ics"),
		"feed_unreachable":      f.Feed(settings(core.CalendarByFeed).Calendar, ""),
		"why_nothing":           f.Why(nil),
		"why_modal":             f.WhyModal(reasons()),
		"why_out":               f.Why([]core.Reason{{Key: core.WhyPaused, Program: program()}}),
		"why":                   f.Why(reasons()),
		"why_with_dates_plural": f.Why(datedReasons()),
	}
	return all
}

func ways() []core.CalendarWay {
	return []core.CalendarWay{core.CalendarByMail, core.CalendarByFile, core.CalendarByFeed, core.CalendarByHand}
}

// settings are those of somebody who follows Slack's language, or of somebody with a feed who has chosen everything themselves.
func settings(way core.CalendarWay) core.SettingsFacts {
	facts := core.SettingsFacts{Person: core.Person{TimeZone: "Europe/Paris", Email: "kenji@example.org"}, Calendar: core.CalendarSettings{Way: way}}
	if way == core.CalendarByFeed {
		facts.Person.Language, facts.Person.MailCopies, facts.Calendar.Neutral, facts.Calendar.Generation, facts.Calendar.ReadAt = "fr", true, true, 1, now.Add(-time.Hour)
		facts.Calendar.Reminders = core.ReminderSettings{Own: true, Leads: []int{60}, Quiet: core.Quiet{From: 21 * 60, To: 7*60 + 30}}
		facts.Calendar.Room = "https://meet.example.org/somebody"
	}
	return facts
}

func rooms() []core.Room {
	return []core.Room{{Of: kenji().Person, Link: "https://meet.example.org/kenji"}, {Of: amara().Person, Link: "https://video.example.com/j/amara"}}
}

func withRooms(m core.MentorshipFacts) core.MentorshipFacts {
	m.Rooms = rooms()
	return m
}

func inRoom(s *core.SessionFacts) { s.Session.Link = rooms()[1].Link }

func lapse() *core.Lapse {
	return &core.Lapse{Workspace: core.Workspace{Name: "Water & more"}, Until: now.Add(5 * time.Hour)}
}

func reasons() []core.Reason {
	var all []core.Reason
	for _, key := range []core.ReasonKey{
		core.WhyNoProfile, core.WhyNotJoined, core.WhyMentorIncomplete, core.WhyMentorUnavailable, core.WhyMentorFull, core.WhyMentorListed,
		core.WhyAdminsPair, core.WhyNoProgram, core.WhyProgramClosed, core.WhyAwaiting, core.WhyMenteeIncomplete, core.WhyMentorUnreachable, core.WhyLeft, core.WhyPaused,
		core.WhyNoChoices, core.WhyChoicesDraft, core.WhyChoicesRunning, core.WhyChoicesExhausted, core.WhyMatched, core.WhyOffered, core.WhyOffering,
	} {
		all = append(all, core.Reason{Key: key, Program: program(), Missing: []core.ProfileItem{core.ItemPicture}, Count: 1, Other: kenji()})
	}
	return all
}

func datedReasons() []core.Reason {
	return []core.Reason{
		{Key: core.WhyReturned, Program: program(), Words: "Please add a <picture>."},
		{Key: core.WhyRemoved, Program: program(), Words: "You have *left* the organisation."},
		{Key: core.WhyDeclined, Program: program(), Words: "This programme is for engineers."},
		{Key: core.WhyAwaiting, Program: program(), Until: now.Add(48 * time.Hour)},
		{Key: core.WhyMentorUnavailable, Program: program(), Until: now.Add(48 * time.Hour)},
		{Key: core.WhyChoicesRunning, Program: program(), Count: 2, Other: kenji(), Until: now.Add(48 * time.Hour)},
		{Key: core.WhyMentorFull, Program: program(), Count: 3},
		{Key: core.WhyOffered, Program: program(), Other: kenji(), Until: now.Add(48 * time.Hour)},
		{Key: core.WhyOffering, Program: program(), Other: lucia(), Until: now.Add(48 * time.Hour)},
		{Key: core.WhyMentorListed, Program: program(), Count: 2},
		{Key: core.WhyChoicesDraft, Program: program(), Count: 2},
	}
}

func groups() []core.GroupFacts {
	return []core.GroupFacts{
		{Group: core.Group{ID: "short", Name: "Shortlist & more"}, Count: 1},
		{Group: core.Group{ID: "later", Name: "Later"}},
	}
}

// gone is a mentor whom Slack has deactivated, with two mentees.
func gone() core.GoneFacts {
	return core.GoneFacts{
		Item: core.Attention{ID: "attention", Kind: core.AttentionGone, CreatedAt: now}, Program: program(), Person: kenji(),
		Mentorships: []core.GoneMentorship{
			{Mentorship: core.Mentorship{ID: "first", StartedAt: now}, Other: amara(), OtherIs: core.RoleMentee, Coming: 2},
			{Mentorship: core.Mentorship{ID: "second", StartedAt: now}, Other: lucia(), OtherIs: core.RoleMentor},
		},
	}
}

// erasure is what somebody with a bit of everything has open.
func erasure() core.ErasureFacts {
	return core.ErasureFacts{
		Person: kenji(), Requests: []core.Program{{Name: "Mentoring *2026*"}}, ToAnswer: []core.InvitationFacts{asked(core.InvitationSent)},
		Offers: []core.InvitationFacts{offer(core.InvitationSent)}, Mentorships: []core.MentorshipFacts{mentorship(core.RoleMentor)}, Sessions: 2,
	}
}
