package core

// Badge is something somebody has done; words are in the catalogue under "badge.<key>".
type Badge string

// The badges.
const (
	BadgeFirstSession Badge = "first_session"
	BadgeFiveSessions Badge = "five_sessions"
	BadgeTenHours     Badge = "ten_hours" // together, of all sessions of a programme
	BadgeGoal         Badge = "goal"      // reached one
	BadgeCompleted    Badge = "completed" // a mentorship that came to its planned end
	BadgeThanked      Badge = "thanked"   // by a mentoring partner, at the end
)

// Badges lists the badges, in the order they are shown in.
func Badges() []Badge {
	return []Badge{BadgeFirstSession, BadgeFiveSessions, BadgeTenHours, BadgeGoal, BadgeCompleted, BadgeThanked}
}

// BadgeFacts is a badge and whether somebody has it.
type BadgeFacts struct {
	Badge  Badge
	Earned bool
}

func (t *tally) badges() []BadgeFacts {
	earned := map[Badge]bool{
		BadgeFirstSession: t.sessions >= 1, BadgeFiveSessions: t.sessions >= 5, BadgeTenHours: t.minutes >= 10*60,
		BadgeGoal: t.goals > 0, BadgeCompleted: t.completed > 0, BadgeThanked: t.thanks > 0,
	}
	var all []BadgeFacts
	for _, badge := range Badges() {
		all = append(all, BadgeFacts{Badge: badge, Earned: earned[badge]})
	}
	return all
}
