package sample

import (
	"bytes"
	"embed"
	"fmt"
	"path"
	"slices"

	"gopkg.in/yaml.v3"

	"mentorbot/core"
	"mentorbot/slacksim"
)

//go:embed data/*.yaml
var data embed.FS

// Organisation is Meridian: its people and the scripts of its two mentoring programmes.
type Organisation struct {
	people []person
	script script
	second second
	tour   []stop
}

// Load reads the embedded data. It fails only when that contradicts itself.
func Load() (*Organisation, error) {
	var o Organisation
	for _, file := range []string{"staff.yaml", "mentors.yaml", "mentors_fr.yaml", "mentees.yaml", "newcomers.yaml"} {
		var group []person
		if err := read(file, &group); err != nil {
			return nil, err
		}
		o.people = append(o.people, group...)
	}
	if err := read("play.yaml", &o.script); err != nil {
		return nil, err
	}
	if err := read("second.yaml", &o.second); err != nil {
		return nil, err
	}
	if err := read("tour.yaml", &o.tour); err != nil {
		return nil, err
	}
	return &o, o.check()
}

// read decodes one file; a key it does not know is an error.
func read(file string, into any) error {
	text, err := data.ReadFile(path.Join("data", file))
	if err != nil {
		return fmt.Errorf("sample data: %w", err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("sample data %s: %w", file, err)
	}
	return nil
}

// check refuses two people under one id or handle, and managers, actors of the script or stops of the tour who do not exist.
func (o *Organisation) check() error {
	seen := map[string]bool{}
	for _, p := range o.people {
		if seen[p.ID] || seen[p.Handle] {
			return fmt.Errorf("sample data: %s (%s) is there twice", p.ID, p.Handle)
		}
		seen[p.ID], seen[p.Handle] = true, true
	}
	for _, p := range o.people {
		if manager := p.HR[core.FactManager]; manager != "" && !seen[manager] {
			return fmt.Errorf("sample data: %s has the unknown manager %s", p.ID, manager)
		}
	}
	mentioned := append(o.script.users(), o.second.users()...)
	for _, s := range o.tour {
		mentioned = append(mentioned, s.User)
	}
	for _, id := range mentioned {
		if o.person(id) == nil {
			return fmt.Errorf("sample data: nobody is %s", id)
		}
	}
	return nil
}

// person finds somebody by user id; nil when there is nobody.
func (o *Organisation) person(userID string) *person {
	i := slices.IndexFunc(o.people, func(p person) bool { return p.ID == userID })
	if i < 0 {
		return nil
	}
	return &o.people[i]
}

// Users are the people as Slack knows them.
func (o *Organisation) Users() []slacksim.User {
	users := make([]slacksim.User, len(o.people))
	for i, p := range o.people {
		users[i] = p.user()
	}
	return users
}
