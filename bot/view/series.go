package view

import (
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// optionOnce is a booking that does not repeat, optionToEnd one that repeats until the mentorship ends; ScopeOne cancels or moves a session
// alone, ScopeFollowing also those after it in its series.
const (
	optionOnce     = "none"
	optionToEnd    = "end"
	ScopeOne       = "one"
	ScopeFollowing = "following"

	// AllOfSeries in a button's As means every session of the series that is still to come.
	AllOfSeries = "series"
)

// seriesTimes are how often a series can be asked for.
var seriesTimes = [...]int{2, 3, 4, 5, 6, 8, 10, 12, 16, 20, core.MaxSeries}

// Repeating reads what was chosen in the inputs of repeatInputs.
func Repeating(every, times string) core.Repeating {
	if every == optionOnce {
		every = ""
	}
	n, err := strconv.Atoi(times)
	switch {
	case times == optionToEnd:
		n = 0
	case err != nil:
		n = -1 // which core refuses
	}
	return core.Repeating{Every: core.Every(every), Times: n}
}

// repeatInputs ask whether a new session repeats, and how often.
func (f For) repeatInputs() []slack.Block {
	every := []*slack.OptionBlockObject{option(optionOnce, f.L.T("session_form.repeat.none"))}
	for _, e := range []core.Every{core.Weekly, core.Fortnightly, core.Monthly} {
		every = append(every, option(string(e), f.L.T("session_form.repeat."+string(e))))
	}
	var times []*slack.OptionBlockObject
	for _, n := range seriesTimes {
		times = append(times, option(strconv.Itoa(n), f.L.N("series.times", n)))
	}
	times = append(times, option(optionToEnd, f.L.T("session_form.times.end", "limit", core.MaxSeries)))
	return []slack.Block{
		f.selectOne(field{"repeat", "session_form.repeat", true}, every, optionOnce),
		f.selectOne(field{"times", "session_form.times", true}, times, "6"),
	}
}

// ReviewSeries puts what a series comes to on top of the form it was entered in: every time, and what to do about those something is in the way
// of. seen tells later whether what is sent is what was looked at.
func (f For) ReviewSeries(form slack.ModalViewRequest, plan core.SeriesPlan, meta Meta, seen string) slack.ModalViewRequest {
	meta.Seen = seen
	submit := "series_review.submit"
	blocks := []slack.Block{header(f.L.T("series_review.heading")), section(bold(f.plannedRepeats(plan)))}
	if plan.Moves() {
		submit = "series_review.move"
		blocks = append(blocks, smallPrint(f.L.T("series_review.same")))
	}
	if !plan.Past.IsZero() {
		blocks = append(blocks, section(f.L.T("series_review.past", "date", f.date(plan.Past))))
	}
	conflicts := 0
	var all []string
	for _, t := range plan.Times {
		line := f.written(t.Start)
		if other := f.othersTime(t.Start, plan.Mentorship.Other); other != "" {
			line = dotted(line, other)
		}
		if t.Conflict != nil {
			conflicts++
			line = dotted(struck(line), f.L.T("series_review.taken"))
		}
		all = append(all, strconv.Itoa(t.Part)+". "+line)
	}
	blocks = append(blocks, chunks(all)...)
	blocks = append(blocks, smallPrint(f.L.SeriesClock(f.Loc.String(), f.Loc)))
	if conflicts == 0 {
		blocks = append(blocks, section(f.L.T("series_review.none")))
	} else {
		blocks = append(blocks, section(f.L.N("series_review.conflicts", conflicts)))
	}
	for _, t := range plan.Times {
		if t.Conflict != nil {
			blocks = append(blocks, f.conflict(t, plan.Mentorship.Other))
		}
	}
	form.Blocks.BlockSet = append(append(blocks, divider()), form.Blocks.BlockSet...)
	form.Title = plain(f.L.T("series_review.title"), maxModalTitle)
	form.Submit = plain(f.L.T(submit), maxModalTitle)
	form.PrivateMetadata = meta.Encode()
	return form
}

// chunks are lines in sections that are short enough.
func chunks(all []string) []slack.Block {
	const perSection = 13
	var blocks []slack.Block
	for len(all) > 0 {
		n := min(perSection, len(all))
		blocks = append(blocks, section(lines(all[:n]...)))
		all = all[n:]
	}
	return blocks
}

func (f For) plannedRepeats(plan core.SeriesPlan) string {
	ends := ""
	if !plan.Ends.IsZero() {
		ends = f.L.N("series_review.ends", len(plan.Times), "date", f.date(plan.Ends))
	}
	return dotted(f.repeats(plan.Repeat), f.L.N("series.times", len(plan.Times)), ends)
}

func (f For) repeats(r core.Repeat) string {
	return f.L.Repeats(string(r.Every), r.Week(), r.Weekday())
}

// ConflictInput names the input for a time something is in the way of. Another time has another input, so that no answer is taken over.
func ConflictInput(t core.PlannedTime) string {
	return "part_" + strconv.Itoa(t.Part) + "_" + strconv.FormatInt(t.Start.Unix(), 10)
}

func (f For) conflict(t core.PlannedTime, other core.Card) slack.Block {
	whose := "other"
	if t.Conflict.Own {
		whose = "own"
	}
	why := f.L.T("series_conflict."+string(t.Conflict.Reason)+"."+whose, "name", firstName(other))
	var all []*slack.OptionBlockObject
	for _, at := range t.Conflict.Alternatives {
		all = append(all, option(at.UTC().Format(time.RFC3339), f.slot(at, other)))
	}
	if t.Conflict.Reason != core.ConflictSession {
		all = append(all, option(core.ConflictKeep, f.L.T("series_review.keep")))
	}
	if t.Was.IsZero() {
		all = append(all, option(core.ConflictSkip, f.L.T("series_review.skip")))
	} else {
		all = append(all, option(core.ConflictStay, f.L.T("series_review.stay", "time", f.written(t.Was))))
	}
	element := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plain(f.L.T("series_review.choose"), maxPlaceholder), InputValue, all...)
	return slack.NewInputBlock(ConflictInput(t), plain(f.L.T("series_review.conflict", "n", t.Part, "time", f.written(t.Start), "why", why), maxOptionText*2), nil, element)
}

// part says which of its series a session is; nothing for a session by itself.
func (f For) part(s core.SessionFacts) string {
	if s.Series == nil {
		return ""
	}
	return f.L.T("series.part", "n", s.Session.Part, "count", s.Series.Of(s.Session.Part))
}

// SeriesBooked tells one of the two that sessions were booked together. Drawn again later it shows what became of each.
func (f For) SeriesBooked(s core.SeriesFacts) Message {
	return f.seriesMessage("series.booked.title", s.Series.BookedBy, s)
}

// SeriesMoved tells one of the two that sessions of a series have other times from now on.
func (f For) SeriesMoved(s core.SeriesFacts) Message {
	by := s.Series.MovedBy
	if s.MovedSince() { // perhaps by the other one, whom a later message names
		by = ""
	}
	return f.seriesMessage("series.new_times.title", by, s)
}

func (f For) seriesMessage(title string, by core.PersonID, s core.SeriesFacts) Message {
	blocks := []slack.Block{
		header(f.L.T(title, "name", s.Other.Name())),
		section(lines(
			bold(dotted(f.repeats(s.Series.Repeat()), f.L.N("series.times", s.Kept()))),
			dotted(f.L.Duration(s.Series.Minutes), f.place(s.Session)),
		)),
	}
	var all []string
	for _, session := range s.Sessions {
		all = append(all, f.seriesLine(session, s))
	}
	blocks = append(blocks, chunks(all)...)
	note := f.L.T("session.by_you")
	switch {
	case s.MovedSince() && !s.Split:
		note = f.L.T("series.changed_since")
	case by == "":
		note = ""
	case by != s.Viewer.Person.ID:
		note = f.L.T("session.by", "name", name(s.Other))
	}
	if s.Series.Next != "" {
		blocks = append(blocks, section(f.L.T("series.moved_since")))
	}
	blocks = append(blocks, smallPrint(lines(dotted(note, f.reaches(s.Calendar)), f.L.SeriesClock(s.Series.Zone, f.Loc), f.L.T("series.each"))))
	if s.Session.Agenda != "" {
		blocks = append(blocks, section(lines(bold(f.L.T("session.agenda")), quote(s.Session.Agenda))))
	}
	if s.Session.State == core.SessionCancelled {
		return message(blocks...)
	}
	var attend *slack.ButtonBlockElement
	if s.Unanswered(f.Now) {
		attend = primary(f.button(ActionAttend, "button.attend_all", Meta{Session: s.Session.ID, As: AllOfSeries}))
	}
	return message(append(blocks, row(attend, f.button(ActionOpenSessions, "button.all_sessions", Meta{}))...)...)
}

func (f For) seriesLine(session core.Session, s core.SeriesFacts) string {
	line := f.written(session.StartsAt)
	switch {
	case session.State == core.SessionCancelled:
		line = dotted(struck(line), f.L.T("series.cancelled"))
	case !session.StartsAt.Equal(s.Series.Time(session.Part)):
		line = dotted(line, f.L.T("series.moved"))
	}
	if session.State != core.SessionCancelled {
		line = dotted(line, f.othersTime(session.StartsAt, s.Other))
	}
	return strconv.Itoa(session.Part) + ". " + line
}

// moveScope asks whether those after a session in its series get other times as well, or says that they stay; nothing for a session by itself.
func (f For) moveScope(in sessionInput) []slack.Block {
	switch {
	case in.session.Series == "":
		return nil
	case in.following == 0:
		return []slack.Block{smallPrint(f.L.T("session_move.series"))}
	}
	return []slack.Block{f.selectOne(field{"scope", "session_move.scope", true}, []*slack.OptionBlockObject{
		option(ScopeOne, f.L.T("session_cancel.scope.one")),
		option(ScopeFollowing, f.L.N("session_cancel.scope.following", in.following)),
	}, ScopeOne)}
}

// cancelScope asks whether those after a session in its series are cancelled as well; nothing where none are.
func (f For) cancelScope(s core.SessionFacts) []slack.Block {
	if s.Following == 0 {
		return nil
	}
	return []slack.Block{f.selectOne(field{"scope", "session_cancel.scope", true}, []*slack.OptionBlockObject{
		option(ScopeOne, f.L.T("session_cancel.scope.one")),
		option(ScopeFollowing, f.L.N("session_cancel.scope.following", s.Following)),
	}, ScopeOne)}
}
