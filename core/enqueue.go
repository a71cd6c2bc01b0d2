package core

import "time"

// notify adds a direct message to one person. Messages to one person keep their order.
func (u *unit) notify(to PersonID, notice NoticeKind, task Task) {
	task.Notice, task.To = notice, to
	u.enqueue(Job{Kind: JobNotice, Task: task, Lane: "dm:" + string(to)})
}

// conversationLane is that of what is done about the group conversation of a pair.
func conversationLane(id MentorshipID) string { return "conversation:" + string(id) }

// refreshHome brings people's Home up to date; several changes in a row need only one.
func (u *unit) refreshHome(people ...PersonID) {
	for _, p := range people {
		u.enqueue(Job{Kind: JobHome, Task: Task{To: p}, Key: "home:" + string(p), Lane: "home:" + string(p)})
	}
}

// refreshMessages brings what was said about a subject to its present state. It shares the subject's lane so that a later state never
// loses to an earlier one.
func (u *unit) refreshMessages(subject string, task Task) {
	u.enqueue(Job{Kind: JobRefresh, Task: task, Key: "refresh:" + subject, Lane: "refresh:" + subject})
}

func (u *unit) refreshInvitation(id InvitationID) {
	u.refreshMessages(InvitationSubject(id), Task{Invitation: id})
}

// release passes on the open invitations of a mentor who can take no more.
func (u *unit) release(program ProgramID, mentor PersonID) {
	u.enqueue(Job{Kind: JobRelease, Task: Task{Program: program, To: mentor}, Lane: "release:" + string(mentor)})
}

// mailCalendar sends a person's calendar copy of a session. Mails about one event keep their order (RFC 5546 section 2.1.5).
func (u *unit) mailCalendar(s Session, to PersonID) {
	u.enqueue(Job{
		Kind: JobCalendarMail,
		Task: Task{To: to, Session: s.ID, Sequence: s.Sequence},
		Lane: calendarLane(s, to),
	})
}

// mailSeries sends a person's calendar the event of a series.
func (u *unit) mailSeries(s Series, to PersonID) {
	u.enqueue(Job{
		Kind: JobCalendarMail,
		Task: Task{To: to, Series: s.ID, Sequence: s.Sequence},
		Lane: calendarLane(Session{Series: s.ID}, to),
	})
}

// calendarLane is the order of all mails about one event to one person: of a session, or of a series and all its occurrences.
func calendarLane(s Session, to PersonID) string {
	if s.Series != "" {
		return "calendar:" + string(s.Series) + ":" + string(to)
	}
	return "calendar:" + string(s.ID) + ":" + string(to)
}

// enqueue adds a job to the transaction and gives its id.
func (u *unit) enqueue(job Job) JobID {
	job.ID = JobID(u.service.ids.NewID())
	job.Workspace = u.call.Workspace
	job.State = JobQueued
	job.RunAt, job.CreatedAt = u.now, u.now
	u.jobs = append(u.jobs, job)
	return job.ID
}

// manyJobs is how many jobs of one change are bulk. Ending a mentorship or leaving a programme adds fewer.
const manyJobs = 20

// markBulk lets the jobs of a change that concerns many people, and of one nobody asked for just now, come after those that somebody waits
// for. What such a change tells the person who asked for it is no bulk.
func (u *unit) markBulk() {
	if !u.call.Unhurried && len(u.jobs) <= manyJobs {
		return
	}
	for i, job := range u.jobs {
		u.jobs[i].Bulk = !u.awaited(job.Task)
	}
}

// awaited reports that a task tells somebody what came of what they asked for.
func (u *unit) awaited(t Task) bool {
	return t.Notice == NoticePairingRun || t.Notice == NoticeErrand || u.call.Actor != "" && t.To == u.call.Actor
}

// enqueueAt adds a job that is not run before an instant.
func (u *unit) enqueueAt(job Job, at time.Time) {
	u.enqueue(job)
	u.jobs[len(u.jobs)-1].RunAt = at
}
