package programfile

import (
	"strings"

	"gopkg.in/yaml.v3"

	"mentorbot/core"
)

// courses writes the programme's own courses. What is left out is for everybody.
func courses(all []core.Course) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, c := range all {
		m := mapping()
		add(m, "id", text(string(c.ID)))
		add(m, "title", text(c.Title))
		addTexts(m, part{"about", c.About}, part{"for", string(c.For)}, part{"language", c.Language})
		lessons := &yaml.Node{Kind: yaml.SequenceNode}
		for _, l := range c.Lessons {
			lesson := mapping()
			add(lesson, "id", text(string(l.ID)))
			addTexts(lesson, part{"guide", string(l.Guide)}, part{"resource", string(l.Resource)}, part{"title", l.Title}, part{"text", l.Text})
			lessons.Content = append(lessons.Content, lesson)
		}
		add(m, "lessons", lessons)
		list.Content = append(list.Content, m)
	}
	return list
}

// part is a key that is left out where its value is empty.
type part struct{ key, value string }

func addTexts(m *yaml.Node, parts ...part) {
	for _, p := range parts {
		if p.value != "" {
			add(m, p.key, text(p.value))
		}
	}
}

func (r *reader) courses(n *yaml.Node) {
	r.file.Spec.Courses = []core.Course{}
	for i, item := range r.items(n, "courses") {
		r.file.Spec.Courses = append(r.file.Spec.Courses, r.course(i+1, item))
	}
}

// items are the entries of a list.
func (r *reader) items(n *yaml.Node, field string) []*yaml.Node {
	r.file.lines[field] = n.Line
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, field, "expected a list")
		return nil
	}
	return n.Content
}

func (r *reader) course(place int, n *yaml.Node) core.Course {
	at := func(key string) string { return core.CourseField(place, key) }
	all := r.keys(n, at(""), "id", "title", "about", "for", "language", "lessons")
	value := r.values(n, all, at, "id", "title")
	c := core.Course{
		ID: core.CourseID(value("id")), Title: value("title"), About: value("about"), For: core.Role(value("for")), Language: value("language"),
	}
	if lessons := all["lessons"]; lessons != nil {
		for i, item := range r.items(lessons, at("lessons")) {
			c.Lessons = append(c.Lessons, r.lesson(func(key string) string { return core.LessonField(place, i+1, key) }, item))
		}
	}
	return c
}

func (r *reader) lesson(at func(key string) string, n *yaml.Node) core.Lesson {
	all := r.keys(n, at(""), "id", "guide", "resource", "title", "text")
	value := r.values(n, all, at, "id")
	return core.Lesson{
		ID: core.LessonID(value("id")), Guide: core.GuideKey(value("guide")), Resource: core.ResourceID(value("resource")),
		Title: value("title"), Text: value("text"),
	}
}

// values reads the texts of a mapping, of which some keys have to be there.
func (r *reader) values(n *yaml.Node, all map[string]*yaml.Node, at func(key string) string, required ...string) func(key string) string {
	r.file.lines[strings.TrimRight(at(""), "_")] = n.Line // also of keys that are missing
	return func(key string) string {
		v := all[key]
		if v == nil {
			if n.Kind == yaml.MappingNode && contains(required, key) {
				r.wrong(n, at(key), "is missing")
			}
			return ""
		}
		r.file.lines[at(key)] = v.Line
		return r.text(v, at(key))
	}
}
