package core

// shown is the value of a fact as a profile is prefilled with it, empty for one that is not shown there. Gender goes into the private part
// of the profile, whoever else may see it.
func (f Fact) shown() string {
	if f.Visibility == VisiblePublic || f.Key == FactGender {
		return f.Value
	}
	return ""
}

// profileField is a field of a profile that is prefilled from a fact. A list counts as one value when it has at most one.
type profileField struct {
	one  *string
	many *[]string
}

// prefilledField is the field a fact prefills, nil for none.
func prefilledField(p *Profile, key FactKey) *profileField {
	switch key {
	case FactUnit:
		return &profileField{one: &p.Unit}
	case FactDutyStation:
		return &profileField{one: &p.DutyStation}
	case FactJobTitle:
		return &profileField{one: &p.Headline}
	case FactGender:
		return &profileField{one: &p.Gender}
	case FactPracticeArea:
		return &profileField{many: &p.PracticeAreas}
	case FactJobFunction:
		return &profileField{many: &p.JobFunctions}
	}
	return nil
}

// several is what no fact says: a list of more than one value was made by a person.
const several = "\x00"

func (f *profileField) get() string {
	switch {
	case f.one != nil:
		return *f.one
	case len(*f.many) == 0:
		return ""
	case len(*f.many) == 1:
		return (*f.many)[0]
	}
	return several
}

func (f *profileField) set(value string) {
	if f.one != nil {
		*f.one = value
		return
	}
	*f.many = []string{value}
}
