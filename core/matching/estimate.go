package matching

// PerTerm is what each shared term gives under a criterion when a mentee brings a number of different ones, and how many of them count. It
// is for finding who may score best without comparing everybody: points are in sixths, so that two or three of them add up to the
// weight. A mode that does not count shared terms gives none.
func (c Criterion) PerTerm(wanted int) (sixths, most int) {
	switch c.mode() {
	case Common:
		return 6 * c.Weight, 1
	case Same, Complementary:
		most = max(1, min(wanted, enough))
		return 6 * c.Weight / most, most
	}
	return 0, 0
}
