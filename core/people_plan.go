package core

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// importPlan is what an import would do, person by person.
type importPlan struct {
	summary ImportSummary
	changes []factChange
}

// importPlanner works through the lines of a file.
type importPlanner struct {
	in       PeopleImport
	plan     importPlan
	found    foundPeople
	facts    map[PersonID][]Fact
	profiles map[PersonID]Profile
	seen     map[PersonID]int // line in which the person stands
}

func (u *unit) planImport(ctx context.Context, in PeopleImport) (importPlan, error) {
	if err := u.allow(ActionImportPeople, u.adminRelation()); err != nil {
		return importPlan{}, err
	}
	rows, bad := checkRows(in.File)
	p := importPlanner{in: in, seen: map[PersonID]int{}}
	p.plan.summary = ImportSummary{Hash: in.File.Hash, Lines: len(in.File.Rows) + unreadable(in.File), Bad: linesOf(bad), Errors: bad}
	if err := u.prepareImport(ctx, &p, rows); err != nil {
		return p.plan, err
	}
	for _, row := range rows {
		p.row(row)
	}
	if in.Sync {
		if err := u.endAbsent(ctx, &p); err != nil {
			return p.plan, err
		}
	}
	slices.SortStableFunc(p.plan.summary.Errors, func(a, b LineError) int { return cmp.Compare(a.Line, b.Line) })
	return p.plan, nil
}

// checkRows gives the lines that are right, as they are kept, and what is wrong with the others.
func checkRows(file PeopleFile) ([]FactRow, []LineError) {
	bad := slices.Clone(file.Bad)
	rows := make([]FactRow, 0, len(file.Rows))
	for _, row := range file.Rows {
		clean, wrong := row.check()
		if len(wrong) > 0 {
			bad = append(bad, wrong...)
			continue
		}
		rows = append(rows, clean)
	}
	return rows, bad
}

// unreadable counts the lines that did not become rows.
func unreadable(file PeopleFile) int { return linesOf(file.Bad) }

func linesOf(errors []LineError) int {
	lines := map[int]bool{}
	for _, e := range errors {
		lines[e.Line] = true
	}
	return len(lines)
}

// foundPeople are the people of a file who are known.
type foundPeople struct {
	byChat, byEmail map[string]Person
}

// nobody reports a row that names nobody.
func (r FactRow) nobody() bool { return r.ChatUserID == "" && r.Email == "" }

// managerRow is a row that stands for the manager of another one.
func managerRow(row FactRow) FactRow {
	manager := row.Values[FactManager]
	if strings.Contains(manager, "@") {
		return FactRow{Line: row.Line, Email: manager}
	}
	return FactRow{Line: row.Line, ChatUserID: manager}
}

// person is whom a row is about, by the chat system's id if it has one.
func (f foundPeople) person(row FactRow) (Person, bool) {
	if row.ChatUserID != "" {
		p, known := f.byChat[row.ChatUserID]
		return p, known
	}
	p, known := f.byEmail[row.Email]
	return p, known && row.Email != ""
}

func (u *unit) findPeople(ctx context.Context, rows []FactRow) (foundPeople, error) {
	var users, emails []string
	for _, row := range rows {
		for _, one := range []FactRow{row, managerRow(row)} {
			if one.ChatUserID != "" {
				users = append(users, one.ChatUserID)
			}
			if one.Email != "" {
				emails = append(emails, one.Email)
			}
		}
	}
	people, err := u.People().Named(ctx, users, emails)
	if err != nil {
		return foundPeople{}, fmt.Errorf("find people: %w", err)
	}
	found := foundPeople{byChat: map[string]Person{}, byEmail: map[string]Person{}}
	for _, p := range people {
		found.byChat[p.ChatUserID] = p
		email := strings.ToLower(p.Email)
		if before, taken := found.byEmail[email]; !taken || !before.Active() { // an address passes on with its account
			found.byEmail[email] = p
		}
	}
	return found, nil
}

// prepareImport loads everything the plan rests on.
func (u *unit) prepareImport(ctx context.Context, p *importPlanner, rows []FactRow) error {
	var err error
	if p.found, err = u.findPeople(ctx, rows); err != nil {
		return err
	}
	var ids []PersonID
	for _, row := range rows {
		if person, known := p.found.person(row); known {
			ids = append(ids, person.ID)
		}
	}
	p.facts, p.profiles = map[PersonID][]Fact{}, map[PersonID]Profile{}
	for batch := range slices.Chunk(ids, lockBatch) {
		facts, err := u.People().FactsOf(ctx, batch)
		if err != nil {
			return fmt.Errorf("load facts: %w", err)
		}
		for _, f := range facts {
			p.facts[f.Person] = append(p.facts[f.Person], f)
		}
		profiles, err := u.Profiles().GetAll(ctx, batch)
		if err != nil {
			return fmt.Errorf("load profiles: %w", err)
		}
		for id, profile := range profiles {
			p.profiles[id] = profile
		}
	}
	return nil
}

// row plans one line.
func (p *importPlanner) row(row FactRow) {
	person, known := p.found.person(row)
	if !known {
		p.plan.summary.Unknown++
		p.wrong(LineError{Line: row.Line, Column: keyColumn(row), Code: CodeUnknownPerson})
		return
	}
	if e := p.identity(row, person); e != nil {
		p.plan.summary.Bad++
		p.wrong(*e)
		return
	}
	p.seen[person.ID] = row.Line
	p.manager(&row)
	p.compare(person, row)
}

func (p *importPlanner) wrong(e LineError) { p.plan.summary.Errors = append(p.plan.summary.Errors, e) }

func keyColumn(row FactRow) string {
	if row.ChatUserID != "" {
		return ColumnChatUser
	}
	return ColumnEmail
}

// identity refuses a line that is about two people, about somebody who is gone, or about somebody for the second time.
func (p *importPlanner) identity(row FactRow, person Person) *LineError {
	if other, taken := p.found.byEmail[row.Email]; row.ChatUserID != "" && row.Email != "" && taken && other.ID != person.ID {
		return &LineError{Line: row.Line, Column: ColumnEmail, Code: CodePersonMismatch}
	}
	if !person.Active() {
		return &LineError{Line: row.Line, Column: keyColumn(row), Code: CodePersonInactive}
	}
	if first, twice := p.seen[person.ID]; twice {
		return &LineError{Line: row.Line, Column: keyColumn(row), Code: CodePersonTwice, Args: map[string]any{"Line": first}}
	}
	if boss, known := p.found.person(managerRow(row)); known && boss.ID == person.ID {
		return &LineError{Line: row.Line, Column: string(FactManager), Code: CodeOwnManager}
	}
	return nil
}

// manager puts the person's id in the place of the manager's address, where it is known whose that is.
func (p *importPlanner) manager(row *FactRow) {
	boss := managerRow(*row)
	if boss.nobody() {
		return
	}
	person, known := p.found.person(boss)
	if !known {
		p.wrong(LineError{Line: row.Line, Column: string(FactManager), Code: CodeManagerUnknown, Note: true})
		return
	}
	row.Values[FactManager] = string(person.ID)
}

// compare finds what of a line is new.
func (p *importPlanner) compare(person Person, row FactRow) {
	c := factChange{person: person}
	before := map[FactKey]Fact{}
	for _, f := range p.facts[person.ID] {
		before[f.Key] = f
	}
	for _, key := range FactKeys() {
		value, there := row.Values[key]
		old, had := before[key]
		now := Fact{Person: person.ID, Key: key, Value: value, Visibility: p.in.visibility(key)}
		switch {
		case !there, value == "" && !had, now == old:
			continue
		case value == "":
			c.end = append(c.end, old)
			continue
		}
		c.save = append(c.save, now)
		p.follow(&c, old, now)
	}
	switch {
	case len(c.save)+len(c.end) == 0:
		p.plan.summary.Unchanged++
		return
	case len(before) == 0:
		p.plan.summary.Added++
	default:
		p.plan.summary.Changed++
	}
	p.plan.changes = append(p.plan.changes, c)
}

// follow has the profile take a new fact over where it still says what the fact said before. Nothing is ever taken out of a profile.
func (p *importPlanner) follow(c *factChange, old, now Fact) {
	profile, has := p.profiles[c.person.ID]
	if c.profile != nil {
		profile, has = *c.profile, true
	}
	field := prefilledField(&profile, now.Key)
	shown := now.shown()
	if !has || field == nil || shown == "" || field.get() == shown {
		return
	}
	if field.get() != old.shown() {
		p.plan.summary.Kept++
		return
	}
	p.plan.summary.Followed++
	field.set(shown)
	c.profile = &profile
}

// endAbsent ends the facts of everybody who is not in the file.
func (u *unit) endAbsent(ctx context.Context, p *importPlanner) error {
	if len(p.in.File.Rows) == 0 {
		return conflict(CodeFileEmpty)
	}
	all, err := u.People().AllFacts(ctx)
	if err != nil {
		return fmt.Errorf("load facts: %w", err)
	}
	gone := map[PersonID]int{}
	for _, f := range all {
		if _, there := p.seen[f.Person]; there {
			continue
		}
		at, begun := gone[f.Person]
		if !begun {
			at = len(p.plan.changes)
			gone[f.Person] = at
			p.plan.changes = append(p.plan.changes, factChange{person: Person{ID: f.Person}})
			p.plan.summary.Removed++
		}
		p.plan.changes[at].end = append(p.plan.changes[at].end, f)
	}
	return nil
}
