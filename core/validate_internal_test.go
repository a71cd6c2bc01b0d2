package core

import "testing"

func TestCleanKeepsWhatPeopleWroteAndDropsWhatNobodySees(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"line breaks become one kind":        {"a\r\nb\rc\nd", "a\nb\nc\nd"},
		"controls go":                        {"a\x00b\x07c\u0085d\u2028e\u2029", "abcde"},
		"overrides of the direction go":      {"a\u202Egnp.exe\u202C \u2066b\u2069", "agnp.exe b"},
		"marks of the direction stay":        {"\u200Fمرحبا\u200E", "\u200Fمرحبا\u200E"},
		"characters without width go":        {"\u200B\uFEFFa\u2060b", "ab"},
		"joiners stay":                       {"👩\u200D🔧 می\u200Cخواهم", "👩\u200D🔧 می\u200Cخواهم"},
		"nothing but what nobody sees":       {"\u200B \u202E", ""},
		"bytes that are no text go":          {"a\xff\xfeb", "ab"},
		"mentions and markup are only words": {"<!channel> *b*", "<!channel> *b*"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := clean(tt.text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
