package slacksim

import "testing"

func TestReadBack(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                          "plain",
		"a & b < c > d":                  "a &amp; b &lt; c &gt; d",
		"&amp; &lt; &gt; &copy;":         "&amp; &lt; &gt; &amp;copy;",
		"<@U1> <#C1|x> <!here>":          "<@U1> <#C1|x> <!here>",
		"<!date^1^{date}|then>":          "<!date^1^{date}|then>",
		"<https://x.org|x> <mailto:a>":   "<https://x.org|x> <mailto:a>",
		"<javascript:alert(1)> <b>x</b>": "&lt;javascript:alert(1)&gt; &lt;b&gt;x&lt;/b&gt;",
	} {
		if got := readBack(text); got != want {
			t.Errorf("readBack(%q) = %q, want %q", text, got, want)
		}
	}
}

// FuzzReadBack holds that text which has been stored once does not change when it is stored again.
func FuzzReadBack(f *testing.F) {
	for _, seed := range []string{"a<b", "<@U1>", "&amp;amp;", "<!x<y>>", "<https://a|b>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := readBack(text)
		if twice := readBack(once); twice != once {
			t.Errorf("%q became %q, then %q", text, once, twice)
		}
	})
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"Ana Alvarez": "AA", "Plato": "P", "José María Élan": "JÉ", " ": "", "李 小龙": "李小"} {
		if got := initials(name); got != want {
			t.Errorf("initials(%q) = %q, want %q", name, got, want)
		}
	}
}
