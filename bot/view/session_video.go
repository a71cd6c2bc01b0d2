package view

import (
	"net/url"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// video is a room two people can meet in without typing its address.
type video struct {
	option string // value of its option
	label  string
	link   string
}

const (
	optionHuddle  = "huddle" // the video call of the pair's conversation in Slack
	optionNoVideo = "none"
)

// videos are the rooms of a pair: the mentor's own, the mentee's own, and the huddle of their conversation. Who opens a huddle's address
// is in the call; that address is the one Slack itself copies when somebody shares a huddle.
func (f For) videos(m core.Mentorship, rooms []core.Room) []video {
	var all []video
	for _, room := range rooms {
		all = append(all, video{string(room.Of.ID), f.L.T("session_form.video.room", "name", room.Of.Name, "host", host(room.Link)), room.Link})
	}
	if m.Conversation != "" && f.Team != "" {
		link := "https://app.slack.com/huddle/" + url.PathEscape(f.Team) + "/" + url.PathEscape(m.Conversation)
		all = append(all, video{optionHuddle, f.L.T("session_form.video.huddle"), link})
	}
	return all
}

func host(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// videoInputs ask in which of the rooms a session takes place, or for another address. A new session is offered the first room of the
// two; a huddle is nobody's room, so it is there to be chosen.
func (f For) videoInputs(in sessionInput) []slack.Block {
	if len(in.video) == 0 {
		return []slack.Block{f.textInput(field{"link", "session_form.link", false}, in.session.Link, maxLink)}
	}
	chosen, typed := optionNoVideo, in.session.Link
	if in.session.ID == "" && in.video[0].option != optionHuddle {
		chosen = in.video[0].option
	}
	var all []*slack.OptionBlockObject
	for _, v := range in.video {
		all = append(all, option(v.option, v.label))
		if v.link == in.session.Link {
			chosen, typed = v.option, ""
		}
	}
	all = append(all, option(optionNoVideo, f.L.T("session_form.video.none")))
	return []slack.Block{
		f.selectOne(field{"video", "session_form.video", false}, all, chosen),
		f.textInput(field{"link", "session_form.other_link", false}, typed, maxLink),
	}
}

// VideoLink is the address somebody chose in a form for a session of a mentorship: what they typed, else that of the chosen room as it is
// now, else none. The form shows the address a session had before as if it were typed; left as it is, it gives way to a chosen room.
func (f For) VideoLink(m core.MentorshipFacts, before, chosen, typed string) string {
	for _, v := range f.videos(m.Mentorship, m.Rooms) {
		if v.option == chosen && (typed == "" || typed == before) {
			return v.link
		}
	}
	return typed
}
