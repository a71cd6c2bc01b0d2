package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// homeSessions is how many upcoming sessions the Home lists; the rest is a click away.
const homeSessions = 5

// homePairs is how many mentorships, evaluations, requests and admin items the Home shows of each, so that it stays below Slack's number of blocks
// with the settings still at its end.
const homePairs = 6

// Home is the dashboard: what to do next, then everything the person takes part in. Somebody new gets a welcome and one button.
func (f For) Home(d core.Dashboard) slack.HomeTabViewRequest {
	var blocks []slack.Block
	switch {
	case d.Program.ID == "":
		blocks = f.homeWithoutProgram(d)
	case d.HasProfile:
		blocks = append(blocks, header(f.L.T("home.hello", "name", givenName(d.Viewer))), f.nextAction(d))
		blocks = append(blocks, f.nextButton(d)...)
	default:
		blocks = append(blocks, f.welcome(d)...)
	}
	if d.Lapse != nil {
		blocks = append(f.homeLapse(*d.Lapse), blocks...)
	}
	blocks = append(blocks, f.homeProgram(d)...)
	for _, part := range [][]slack.Block{
		f.homeRequests(d), f.homeOffers(d.Offers), f.homeChoices(d), f.homeRecommended(d), f.homeOpenTimes(d.Times), f.homeEvaluations(d.Evaluations), f.homeMentorships(d), f.homeSessions(d), f.homeEvents(d), f.homeAdmin(d), f.homeYou(d), f.homeSupport(d.Support),
	} {
		if len(part) > 0 {
			blocks = append(append(blocks, divider()), part...)
		}
	}
	return home(append(f.guard(blocks, maxViewBlocks-3), f.homeEnd(d)...))
}

// HomeError stands on the Home when its facts cannot be loaded. The reference leads support to the log.
func (f For) HomeError(reference string) slack.HomeTabViewRequest {
	return home([]slack.Block{
		header(f.L.T("home.error.title")),
		section(f.L.T("home.error.text")),
		smallPrint(f.L.T("notice.reference", "id", escape(reference))),
		actions(f.button(ActionOpenHelp, "button.help", Meta{})),
	})
}

func home(blocks []slack.Block) slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks}}
}

func (f For) welcome(d core.Dashboard) []slack.Block {
	return []slack.Block{
		header(f.L.T("home.welcome.title", "name", givenName(d.Viewer))),
		section(f.L.T("home.welcome.text", "workspace", bold(escape(d.Workspace.Name)))),
		section(lines(
			"1. "+f.L.T("home.welcome.profile"),
			"2. "+f.welcomeFind(d.Program.Policy),
			"3. "+f.L.T("home.welcome.meet"),
		)),
		actions(primary(f.button(ActionOpenProfile, "button.set_up_profile", Meta{}))),
		smallPrint(f.L.T("home.welcome.privacy")),
	}
}

// homeYou is the person's own part: profile and mentoring.
func (f For) homeYou(d core.Dashboard) []slack.Block {
	if !d.HasProfile {
		return nil
	}
	edit := f.button(ActionOpenProfile, "button.edit_profile", Meta{})
	blocks := []slack.Block{sectionWith(lines(bold(f.L.T("home.profile")), f.completeness(d.Completeness)), edit)}
	if d.Program.ID == "" {
		return blocks
	}
	blocks = append(blocks, f.homePlace(d)...)
	blocks = append(blocks, f.homeAnswers(d)...)
	blocks = append(blocks, f.homeHours(d)...)
	blocks = append(blocks, f.homePoints(d)...)
	if d.Place == nil || !d.Place.Participant.Joined() || d.Place.Participant.State == core.ParticipantPaused {
		return blocks
	}
	return append(blocks, f.homeMentor(d))
}

func (f For) homeMentor(d core.Dashboard) slack.Block {
	if d.Mentor == nil || !d.Mentor.Participant.Mentor {
		return sectionWith(lines(bold(f.L.T("home.mentor.invite")), f.L.T("home.mentor.invite_text")),
			f.button(ActionOpenMentor, "button.become_mentor", Meta{Program: d.Program.ID}))
	}
	places := f.L.T("home.mentor.places", "load", d.Mentor.Load, "capacity", d.Mentor.Participant.Capacity)
	return sectionWith(
		lines(bold(f.L.T("home.mentor.title")), f.findable(*d.Mentor), places),
		f.button(ActionOpenMentor, "button.mentor", Meta{Program: d.Mentor.Program.ID}))
}

// homeAdmin leads those who run something to it, tells workspace admins whether messages arrive, and lists what waits for staff.
func (f For) homeAdmin(d core.Dashboard) []slack.Block {
	if !d.Runs {
		return nil
	}
	blocks := []slack.Block{header(f.L.T("home.admin")),
		sectionWith(f.L.T("home.admin.programs"), f.button(ActionOpenAdmin, "button.admin", Meta{}))}
	if d.Deliveries != nil {
		blocks = append(blocks, f.homeDeliveries(*d.Deliveries))
	}
	blocks = append(blocks, f.homeSupportDesk(d.Support)...)
	blocks = append(blocks, f.homeApplications(d.Applications)...)
	if len(d.Attention) == 0 {
		return blocks
	}
	blocks = append(blocks, smallPrint(f.L.N("home.admin.count", len(d.Attention))))
	for _, a := range d.Attention[:min(len(d.Attention), homePairs)] {
		blocks = append(blocks, f.attention(a)...)
	}
	return f.andMore(blocks, len(d.Attention))
}

// attention is an item that waits for staff, with its button for those who may settle it.
func (f For) attention(a core.AttentionFacts) []slack.Block {
	if a.Gone != nil {
		return f.gone(a)
	}
	if a.Quiet != nil {
		return f.quiet(a)
	}
	text := lines(f.attentionText(a),
		f.L.T("home.admin.since", "time", f.instant(a.Item.CreatedAt)))
	if !a.Mine {
		return []slack.Block{section(text)}
	}
	resolve := about(f.button(ActionResolve, "button.resolve", Meta{Attention: a.Item.ID}), a.Person.Name())
	if !a.NeedsMentor() {
		return []slack.Block{sectionWith(text, resolve)}
	}
	waiting := about(f.button(ActionOpenWaiting, "button.waiting", Meta{Program: a.Program.ID}), a.Person.Name())
	return []slack.Block{section(text), actions(waiting, resolve)}
}

func (f For) attentionText(a core.AttentionFacts) string {
	if a.Session != nil {
		return f.sessionCase(a)
	}
	return f.L.T("attention."+string(a.Item.Kind), "name", bold(name(a.Person)), "program", escape(a.Program.Name))
}

// andMore says that a list is longer than what is shown of it.
func (f For) andMore(blocks []slack.Block, total int) []slack.Block {
	if total <= homePairs {
		return blocks
	}
	return append(blocks, smallPrint(f.L.N("more.count", total-homePairs)))
}

// homeEnd is what can always be done. The ways to a mentor are among it, except those that stand further up.
func (f For) homeEnd(d core.Dashboard) []slack.Block {
	var find, mentees, choices, favourites *slack.ButtonBlockElement
	first := f.next(d).action
	open := d.HasProfile && d.Program.ID != "" && !d.WaitsForTeam()
	if open && first != ActionOpenFind {
		find = f.button(ActionOpenFind, "button.find", Meta{Program: d.Program.ID})
	}
	if open && first != ActionOpenChoices && d.Choices != nil && d.Choices.List.State != core.ChoicesRunning {
		choices = f.button(ActionOpenChoices, "button.choices", Meta{})
	}
	if open && d.Program.Policy.MentorsInvite && d.Mentor != nil && d.Mentor.Participant.Findable {
		mentees = f.button(ActionOpenFindMentees, "button.find_mentees", Meta{Program: d.Program.ID})
	}
	if open {
		favourites = f.button(ActionOpenFavourites, "button.favourites", Meta{})
	}
	return append([]slack.Block{divider()}, row(find, mentees, choices, favourites,
		f.button(ActionOpenGuides, "button.guides", Meta{}),
		f.button(ActionOpenWhy, "button.why", Meta{}),
		f.button(ActionOpenSettings, "button.settings", Meta{}),
		f.button(ActionOpenSupport, "button.support", Meta{}),
		f.button(ActionOpenHelp, "button.help", Meta{}),
	)...)
}

// welcomeFind says how somebody new gets a mentor.
func (f For) welcomeFind(p core.Policy) string {
	if p.AdminsPair() {
		return f.L.T("home.welcome.paired")
	}
	return f.L.T("home.welcome.find", "max", p.MaxChoices)
}
