package sample

// stop is one person of the tour.
type stop struct {
	User string `yaml:"user"`
	Why  string `yaml:"why"`
}

// Persona is somebody worth being in the sandbox.
type Persona struct {
	UserID string
	Name   string
	Why    string // what there is to see as them: the rest of a sentence that begins with their name
}

// Tour lists good people to start with, in a sensible order.
func (o *Organisation) Tour() []Persona {
	personas := make([]Persona, len(o.tour))
	for i, s := range o.tour {
		personas[i] = Persona{UserID: s.User, Name: o.person(s.User).Name, Why: s.Why}
	}
	return personas
}
