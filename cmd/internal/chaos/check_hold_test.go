package chaos

import (
	"time"

	"mentorbot/core"
)

// holds is what the log says of the holds of a mentorship: how often it was put on hold until an instant, and who let it go on last.
type holds struct {
	until   map[int]int // by the number of an until, as news of a hold have it
	resumed map[core.PersonID]int
	last    core.PersonID // who let it go on, empty while it is on hold
}

func (f *facts) holdsOf(id core.MentorshipID) holds {
	h := holds{until: map[int]int{}, resumed: map[core.PersonID]int{}}
	for _, e := range f.audit[core.MentorshipSubject(id)] {
		switch {
		case e.Refused != "":
		case e.Action == core.ActionHoldMentorship:
			until, _ := time.Parse(time.RFC3339, e.Detail["until"])
			h.until[holdNumber(until)]++
			h.last = ""
		case e.Action == core.ActionResumeMentorship:
			h.resumed[e.Actor]++
			h.last = e.Actor
		}
	}
	return h
}

// wasHeld tells whether a mentorship was ever on hold, when nobody is reminded of anything.
func (f *facts) wasHeld(id core.MentorshipID) bool { return len(f.holdsOf(id).until) > 0 }

// holdNumber tells news of a hold until one instant from news of it until another.
func holdNumber(until time.Time) int { return int(until.Unix() / 3600) }

// holdMoved tells whether news of a hold, or of its end, may rightly have been left out: it is so no more, or was not so for a while.
func (f *facts) holdMoved(task core.Task) bool {
	m, h := f.mentorships[task.Mentorship], f.holdsOf(task.Mentorship)
	if task.Notice == core.NoticeHold {
		return !m.OnHold() || holdNumber(m.Hold.Until) != task.Sequence || h.until[task.Sequence] > 1
	}
	total := 0
	for _, n := range h.resumed {
		total += n
	}
	return !m.Open() || total > 1
}

// holdsTold looks for the news of a hold to both, and of its end to the other one.
func (f *facts) holdsTold(v *verdict, shown map[string]int) {
	told := func(n core.NoticeKind, to core.PersonID, id core.MentorshipID, sequence, most int) {
		if f.gone[to] {
			return
		}
		switch got := shown[notice(n, to, core.MentorshipSubject(id), sequence)]; {
		case got == 0:
			v.lose("%s to %s about %s, sequence %d", n, to, id, sequence)
		case got > most:
			v.repeat("%d times %s to %s about %s, sequence %d, which happened %d times", got, n, to, id, sequence, most)
		}
	}
	for id, m := range f.mentorships {
		h := f.holdsOf(id)
		switch {
		case m.OnHold():
			number := holdNumber(m.Hold.Until)
			told(core.NoticeHold, m.Mentor, id, number, h.until[number])
			told(core.NoticeHold, m.Mentee, id, number, h.until[number])
		case m.Open() && h.last != "":
			told(core.NoticeResumed, m.Other(h.last), id, 0, h.resumed[h.last])
		}
	}
}

// holdsKept compares the holds the app has acknowledged, and those it was asked for, with the log.
func (f *facts) holdsKept(v *verdict, book *ledger) {
	acknowledged, asked, found := map[core.PersonID]int{}, 0, 0
	for _, p := range book.promises {
		if p.kind == promiseHold {
			acknowledged[p.actor]++
		}
	}
	for _, kind := range book.attempts {
		asked += number(kind == promiseHold)
	}
	for actor, n := range acknowledged {
		if got := f.count(core.ActionHoldMentorship, actor, ""); got < n {
			v.lose("%d holds of %s were acknowledged, %d are there", n, actor, got)
		}
	}
	if found = f.count(core.ActionHoldMentorship, "", ""); found > asked {
		v.repeat("%d holds were asked for, %d are there", asked, found)
	}
}
