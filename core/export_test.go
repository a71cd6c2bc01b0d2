package core

// SearchTerms is what a person is indexed by.
func SearchTerms(p Profile, person Person, topics []string) []Term {
	return searchTerms(p, person, topics)
}
