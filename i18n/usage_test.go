package i18n

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mentorbot/core"
)

// sources is what the project's Go files, tests aside, say that matters to the catalogue.
type sources struct {
	literals map[string]bool     // every string literal
	asked    map[string]string   // first arguments of T, N and Has, where they are literals, with a place
	consts   map[string][]string // "package.Type": values of its string constants; "view.Verb" for those that only share a name
	lists    map[string][]string // "package.Function": string literals in functions without parameters
}

func readSources(t *testing.T) sources {
	t.Helper()
	s := sources{map[string]bool{}, map[string]string{}, map[string][]string{}, map[string][]string{}}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		s.read(set, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s sources) read(set *token.FileSet, file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, ok := literal(n); ok {
				s.literals[text] = true
			}
		case *ast.CallExpr:
			if key, ok := askedKey(n); ok {
				s.asked[key] = set.Position(n.Pos()).String()
			}
		case *ast.ValueSpec:
			s.readConst(file.Name.Name, n)
		case *ast.FuncDecl:
			if n.Type.Params.NumFields() == 0 && n.Recv == nil {
				s.readList(file.Name.Name+"."+n.Name.Name, n)
			}
		}
		return true
	})
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

func askedKey(call *ast.CallExpr) (string, bool) {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 || !slices.Contains([]string{"T", "N", "Has"}, method.Sel.Name) {
		return "", false
	}
	return literal(call.Args[0])
}

func (s sources) readConst(pkg string, spec *ast.ValueSpec) {
	for i, value := range spec.Values {
		text, ok := literal(value)
		if !ok || i >= len(spec.Names) {
			continue
		}
		group := ""
		if typed, ok := spec.Type.(*ast.Ident); ok {
			group = typed.Name
		} else if strings.HasPrefix(spec.Names[i].Name, "Verb") {
			group = "Verb"
		}
		s.consts[pkg+"."+group] = append(s.consts[pkg+"."+group], text)
	}
}

func (s sources) readList(name string, f *ast.FuncDecl) {
	ast.Inspect(f, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			if text, ok := literal(e); ok {
				s.lists[name] = append(s.lists[name], text)
			}
		}
		return true
	})
}

// families are the keys that code puts together: a prefix and what can stand behind it.
func (s sources) families() map[string][]string {
	closed := []string{"accepted", "declined", "expired", "withdrawn", "superseded", "skipped"}
	otherWay := []string{"offer_invitation", "offer_invitation_reminder", "offer_asked", "series_session_booked", "series_session_moved", "own_times_proposed", "lapsed_times_closed"}
	news := []string{"booked", "changed", "cancelled"}
	f := map[string][]string{}
	add := func(prefix string, names ...string) { f[prefix] = names }
	add("error.", s.consts["core.Code"]...)
	add("why.", append([]string{"mentor_unavailable_until", "choices_running_until", "awaiting_until", "offered_until", "offering_until"}, s.consts["core.ReasonKey"]...)...)
	add("item.", s.consts["core.ProfileItem"]...)
	add("decline_reason.", s.consts["core.DeclineReason"]...)
	add("skip_reason.", s.consts["core.SkipReason"]...)
	add("program_state.", s.consts["core.ProgramState"]...)
	add("pair_warning.", except(s.consts["core.PairWarning"], "mentor_waits")...)
	add("exclusion_cause.", s.consts["core.ExclusionCause"]...)
	add("staff_role.", s.consts["core.StaffRole"]...)
	add("staff_role_explained.", s.consts["core.StaffRole"]...)
	add("busy_failure.", s.consts["core.BusyFailure"]...)
	add("reminder_choice.", "any", "1440_15", "1440", "60", "15", "none")
	add("calendar_way.", s.consts["core.CalendarWay"]...)
	add("calendar_way_explained.", s.consts["core.CalendarWay"]...)
	add("session.attendance.", s.consts["core.Attendance"]...)
	add("session.attendance_own.", s.consts["core.Attendance"]...)
	add("session_kind.", s.consts["core.SessionKind"]...)
	add("agreement_section.", s.consts["core.AgreementSection"]...)
	add("agreement_template.", s.consts["core.AgreementSection"]...)
	add("agreement_input.", pairs(s.consts["core.AgreementSection"], []string{"label"})...)
	add("agreement_news.", "agreement", "changes", "agreement_agreed")
	add("agreement.proposed_by.", "you", "other")
	add("guide_name.", s.consts["core.GuideKey"]...)
	add("course_name.", s.consts["core.CourseID"]...)
	add("course_about.", s.consts["core.CourseID"]...)
	add("lesson_kind.", s.consts["core.LessonKind"]...)
	add("guide_stage.", s.consts["core.GuideStage"]...)
	add("resource_kind.", s.consts["core.ResourceKind"]...)
	add("resource_for.", "both", "mentor", "mentee")
	add("resource_stage.", append([]string{"any"}, s.consts["core.GuideStage"]...)...)
	add("resource_language.", "any", "en", "fr")
	add("goal_entry.", s.consts["core.GoalEntryKind"]...)
	add("goal_field.", s.lists["core.GoalFields"]...)
	add("inquiry_news.", "inquiry", "inquiry_reminder", "inquiry_answered")
	add("agenda_suggestion.", "each_other", "hopes", "rhythm", "since_last_time", "stuck", "next_step")
	add("message_save.", pairs([]string{"as", "explained"}, []string{"note", "goal", "question", "point", "link"})...)
	add("history.resource.", s.consts["core.ListChangeKind"]...)
	add("history.course.", s.consts["core.ListChangeKind"]...)
	add("event_for.", "all", "mentor", "mentee")
	add("event_closes.", "0", "60", "1440", "2880", "10080")
	add("event_field.", "title", "description", "time", "minutes", "where", "link", "places", "for", "closes")
	add("event_news.", "event_place", "event_moved_up", "event_changed", "event_cancelled", "event_lost", "given_back", "lost")
	add("goal_news.", "goal", "goal_reached", "goal_comment")
	add("outcome.", "met", "other_absent", "own_absent", "you_absent", "called_off")
	add("outcome.option.", "met", "other_absent", "own_absent", "called_off")
	add("outcome.told.", "met", "called_off")
	add("pulse.", s.consts["core.Pulse"]...)
	add("check_in_rule.", s.consts["core.CheckInRule"]...)
	add("gone.waits.", s.consts["core.Role"]...)
	add("support_topic.", s.consts["core.SupportTopic"]...)
	add("support_topic_explained.", s.consts["core.SupportTopic"]...)
	add("support_state.", s.consts["core.SupportState"]...)
	add("support_reply.", "title", "submit", "intro", "text.label")
	add("support_answer_form.", "title", "submit", "intro", "text.label", "text.hint")
	add("support_", "own.title", "own.none", "desk.title", "desk.none")
	add("attention.", s.consts["core.AttentionKind"]...)
	add("delivery_reason.", s.consts["core.DeliveryReason"]...)
	add("notice_kind.", except(s.consts["core.NoticeKind"], "errand")...)
	add("notice_mail.subject.", append(except(except(s.consts["core.NoticeKind"], "errand"), "conversation"), otherWay...)...)
	add("notice_mail.lead.", append(except(except(s.consts["core.NoticeKind"], "errand"), "conversation"), otherWay...)...)
	add("times.state.", except(s.consts["core.TimeProposalState"], "open")...)
	add("mentor_status.", s.consts["core.MentorStatus"]...)
	add("invitation.", "title", "reminder", "kind")
	add("offer_to_you.", append([]string{"title", "reminder", "kind"}, pairs([]string{"closed", "outcome"}, closed)...)...)
	add("offer.closed.", closed...)
	add("favourites.", "title", "count", "none", "private")
	add("hidden_people.", "title", "count", "none", "private")
	add("term_kind.", s.consts["core.TermKind"]...)
	add("matched.title.", s.consts["core.Role"]...)
	add("mentorship.role.", s.consts["core.Role"]...)
	add("evaluation_question.", s.consts["core.QuestionID"]...)
	add("fit.", s.consts["core.Fit"]...)
	add("fit.thanks.", s.consts["core.Fit"]...)
	add("fit.told.", s.consts["core.FitRule"]...)
	add("fit_rule.", s.consts["core.FitRule"]...)
	add("point_rule.", s.consts["core.PointRule"]...)
	add("badge.", s.consts["core.Badge"]...)
	add("badge_explained.", s.consts["core.Badge"]...)
	add("certificate.did.", s.consts["core.Role"]...)
	add("certificate.label.", append([]string{"program", "period", "together"}, s.consts["core.Role"]...)...)
	add("certificate_rule.", s.consts["core.CertificateRule"]...)
	add("fit.rematch.title.", s.consts["core.Role"]...)
	add("", "hold.title", "hold.submit", "hold_change.title", "hold_change.submit")
	add("closing.state.", s.consts["core.ClosingState"]...)
	add("", "closing.title", "planned_end.title", "extension.title", "extended.title", "extension_declined.title")
	add("plan.", s.consts["core.SessionState"]...)
	add("choice_state.", s.consts["core.InvitationState"]...)
	add("invitation.closed.", closed...)
	add("invitation.outcome.", closed...)
	add("asked.closed.", closed...)
	add("asked.previous.", "declined", "expired", "skipped")
	add("criterion.", s.consts["matching.Key"]...)
	add("practice_area.", s.lists["core.PracticeAreas"]...)
	add("job_function.", s.lists["core.JobFunctions"]...)
	add("gender.", s.lists["core.Genders"]...)
	add("meeting.", s.lists["core.MeetingModes"]...)
	add("policy.", settings()...)
	add("policy_page.", s.consts["core.PolicyPage"]...)
	add("program_form.", "program_new", "program_rename", "program_duplicate")
	add("policy_unit.", "pieces", "hours", "days", "full_days", "weeks", "percent", "points")
	add("pairing_by.", s.consts["core.Pairing"]...)
	add("policy_role.", s.consts["core.Role"]...)
	add("data_section.", dataSections()...)
	add("data_field.", dataFields()...)
	add("help.verb.", s.consts["view.Verb"]...)
	add("confirm.", confirmations()...)
	add("mail.subject.", news...)
	add("mail.lead.", pairs(news, []string{"you", "other", "neither"})...)
	moves := append(slices.Clone(news), "moved", "rest", "replaced")
	add("mail.series.subject.", moves...)
	add("mail.series.lead.", pairs(moves, []string{"you", "other", "neither"})...)
	add("series.weekday.", numbers(0, 6)...)
	add("series.monthly.", append(numbers(1, 4), "last")...)
	add("series.every.", "week", "fortnight")
	add("session_form.repeat.", s.consts["slots.Every"]...)
	add("series_conflict.", pairs(s.consts["core.ConflictReason"], []string{"own", "other"})...)
	add("date.weekday.", numbers(0, 6)...)
	add("date.month.", numbers(1, 12)...)
	add("date.month_long.", numbers(1, 12)...)
	add("pairing_state.", s.consts["core.PairingState"]...)
	add("pairing_state_explained.", s.consts["core.PairingState"]...)
	add("pairing_objective.", s.consts["matching.Objective"]...)
	add("pairing_objective_explained.", s.consts["matching.Objective"]...)
	add("pairing_who.", s.consts["core.PairingWho"]...)
	add("pairing_who_explained.", s.consts["core.PairingWho"]...)
	add("pairing_aspect.", s.consts["core.PairingAspect"]...)
	add("proposal_origin.", s.consts["core.ProposalOrigin"]...)
	add("unmatched_reason.", s.consts["matching.UnmatchedReason"]...)
	add("fact.", s.consts["core.FactKey"]...)
	add("errand.", pairs(s.consts["core.ErrandKind"], []string{"title"})...)
	add("errand.told.", except(s.consts["core.ErrandState"], "failed")...)
	add("errand.enlist", pairs([]string{"", "_remind"}, []string{"submit", "count", "done"})...)
	add("people_import.", pairs([]string{"will", "did"}, []string{"added", "changed"})...)
	add("people_import.visible_", append(pairs([]string{"public", "matching", "admins"}, []string{"label", "placeholder"}), "public.hint")...)
	add("approval.", s.consts["core.Approval"]...)
	add("participant_state.", s.consts["core.ParticipantState"]...)
	add("place.", append([]string{"no_role", "partly", "returned"}, s.consts["core.ParticipantState"]...)...)
	add("join_role.", "mentee", "mentor", "both")
	add("join_role_explained.", "mentee", "mentor", "both")
	add("tip_kind.", s.consts["core.TipKind"]...)
	add("place_news.", pairs([]string{"activated", "feedback", "application_declined", "removed"}, []string{"title", "text"})...)
	add("ended.next.", s.consts["core.Role"]...)
	add("note.", pairs([]string{"participant_advise", "participant_decline", "participant_remove"}, []string{"title", "submit", "text", "label"})...)
	ways := append([]string{"not"}, except(s.consts["core.QuestionMatch"], "")...)
	add("question_part.", "kind", "asked", "required", "text", "options", "low", "high", "public", "match", "weight", "pair")
	add("question_kind.", s.consts["core.QuestionKind"]...)
	add("question_kind_explained.", s.consts["core.QuestionKind"]...)
	add("audience.", s.consts["core.Audience"]...)
	add("question_match.", ways...)
	add("question_match_explained.", ways...)
	add("preview.", s.consts["core.Role"]...)
	return f
}

// settings are the words of every setting of a programme.
func settings() []string {
	var all []string
	for _, f := range core.PolicyFields() {
		all = append(all, f.Key+".label", f.Key+".hint")
	}
	return all
}

// dataSections and dataFields are the headings and the labels of what people get of their data.
func dataSections() []string {
	var all []string
	for _, s := range core.DataSections() {
		all = append(all, s.Key)
	}
	return all
}

func dataFields() []string {
	var all []string
	for _, s := range core.DataSections() {
		for _, f := range s.Fields {
			all = append(all, f.Key)
		}
	}
	return all
}

// pairs are all firsts with all seconds behind them.
func pairs(first, second []string) []string {
	var all []string
	for _, a := range first {
		for _, b := range second {
			all = append(all, a+"."+b)
		}
	}
	return all
}

// except are all but one, which is said otherwise.
func except(all []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(name string) bool { return name == one })
}

// confirmations are the dialogs before actions; those in a modal of their own have a short title too.
func confirmations() []string {
	all := pairs([]string{"choices_withdraw", "mentor_stop", "invitation_accept", "staff_revoke", "pair", "exclusion_remove", "offer_withdraw", "run_commit",
		"run_commit_quietly", "run_discard", "run_undo", "place_pause", "tip_remove", "search_remove", "group_remove", "waiting_ask", "program_start", "program_close", "program_archive", "question_remove", "resource_remove", "course_remove", "lesson_remove", "calendar_rotate", "busy_feed_remove", "times_withdraw", "support_resolve", "note_remove", "link_remove", "point_remove", "inquiry_withdraw", "event_give_back", "event_stop_waiting"}, []string{"title", "text", "yes", "no"})
	return append(all, "choices_withdraw.short", "mentor_stop.short")
}

func numbers(from, to int) []string {
	var all []string
	for n := from; n <= to; n++ {
		all = append(all, fmt.Sprint(n))
	}
	return all
}

func TestEveryKeyAskedForExists(t *testing.T) {
	c, s := newCatalogue(t), readSources(t)
	for key, place := range s.asked {
		if strings.Contains(key, ".") && !strings.HasSuffix(key, ".") && !c.For("en").Has(key) {
			t.Errorf("%s: there is no text %q", place, key)
		}
	}
	for prefix, names := range s.families() {
		if len(names) == 0 {
			t.Errorf("nothing is known to stand behind %q", prefix)
		}
		for _, name := range names {
			if !c.For("en").Has(prefix + name) {
				t.Errorf("there is no text %q", prefix+name)
			}
		}
	}
}

func TestEveryKeyIsAskedFor(t *testing.T) {
	c, s := newCatalogue(t), readSources(t)
	used := map[string]bool{}
	for prefix, names := range s.families() {
		for _, name := range names {
			used[prefix+name] = true
		}
	}
	for _, key := range keysOf(c, "en") {
		if !used[key] && !s.literals[key] && !s.composed(key) {
			t.Errorf("nothing asks for %q", key)
		}
	}
}

// composed reports a key that is a literal with one of the suffixes forms use behind it.
func (s sources) composed(key string) bool {
	last := strings.LastIndex(key, ".")
	return last > 0 && s.literals[key[last:]] && s.literals[key[:last]]
}
