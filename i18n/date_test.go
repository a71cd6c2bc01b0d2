package i18n

import (
	"testing"
	"time"
)

func newCatalogue(t *testing.T) *Catalogue {
	t.Helper()
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if missing := c.Missing(); len(missing) > 0 {
			t.Errorf("texts that could not be written: %v", missing)
		}
	})
	return c
}

func location(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestTime(t *testing.T) {
	c := newCatalogue(t)
	winter := time.Date(2026, 2, 3, 13, 0, 0, 0, time.UTC)
	summer := time.Date(2026, 8, 1, 6, 5, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		locale, zone string
		at           time.Time
		want         string
	}{
		"English names the zone":             {"en", "Europe/Paris", winter, "Tue 3 Feb 2026, 14:00 (CET)"},
		"French joins date and time with à":  {"fr", "Europe/Paris", winter, "mar. 3 févr. 2026 à 14:00 (CET)"},
		"the zone follows daylight saving":   {"en", "Europe/Paris", summer, "Sat 1 Aug 2026, 08:05 (CEST)"},
		"French writes the first of a month": {"fr", "Europe/Paris", summer, "sam. 1er août 2026 à 08:05 (CEST)"},
		"a zone without letters is counted":  {"en", "America/Sao_Paulo", winter, "Tue 3 Feb 2026, 10:00 (UTC−3)"},
		"quarter hours are counted too":      {"en", "Asia/Kathmandu", winter, "Tue 3 Feb 2026, 18:45 (UTC+5:45)"},
		"the day is the reader's":            {"en", "Pacific/Auckland", summer.Add(12 * time.Hour), "Sun 2 Aug 2026, 06:05 (NZST)"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.For(tt.locale).Time(tt.at, location(t, tt.zone)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDuration(t *testing.T) {
	c := newCatalogue(t)
	for minutes, want := range map[int][2]string{
		1:       {"1 minute", "1 minute"},
		45:      {"45 minutes", "45 minutes"},
		60:      {"1 hour", "1 heure"},
		90:      {"1 hour 30 minutes", "1 heure 30 minutes"},
		24 * 60: {"24 hours", "24 heures"},
	} {
		if got := [2]string{c.For("en").Duration(minutes), c.For("fr").Duration(minutes)}; got != want {
			t.Errorf("%d minutes: got %q, want %q", minutes, got, want)
		}
	}
}

func TestList(t *testing.T) {
	c := newCatalogue(t)
	for _, tt := range []struct {
		items  []string
		en, fr string
	}{
		{nil, "", ""},
		{[]string{"a"}, "a", "a"},
		{[]string{"a", "b"}, "a and b", "a et b"},
		{[]string{"a", "b", "c"}, "a, b and c", "a, b et c"},
	} {
		if got := c.For("en").List(tt.items); got != tt.en {
			t.Errorf("English: got %q, want %q", got, tt.en)
		}
		if got := c.For("fr").List(tt.items); got != tt.fr {
			t.Errorf("French: got %q, want %q", got, tt.fr)
		}
	}
}

func TestLanguageName(t *testing.T) {
	c := newCatalogue(t)
	for _, tt := range []struct{ locale, tag, want string }{
		{"en", "fr", "French"}, {"fr", "fr", "français"}, {"fr", "zh", "chinois"}, {"en", "not a tag", "not a tag"},
	} {
		if got := c.For(tt.locale).LanguageName(tt.tag); got != tt.want {
			t.Errorf("%s in %s: got %q, want %q", tt.tag, tt.locale, got, tt.want)
		}
	}
}

func TestForFindsTheNearestLanguage(t *testing.T) {
	c := newCatalogue(t)
	for locale, want := range map[string]string{
		"": "en", "en": "en", "en_US": "en", "en-GB": "en", "fr-FR": "fr", "fr_CA": "fr", "fr": "fr", "de-DE": "en", "??": "en",
	} {
		if got := c.For(locale).Language(); got != want {
			t.Errorf("%q: got %s, want %s", locale, got, want)
		}
	}
}

func TestAMissingTextIsMarkedAndRecorded(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	l := c.For("en")
	if got := l.T("no.such.key"); got != "[[no.such.key]]" {
		t.Errorf("unknown key: got %q", got)
	}
	if got := l.T("list.last", "items", "a"); got != "[[list.last]]" {
		t.Errorf("value not given: got %q", got)
	}
	if got, want := len(c.Missing()), 2; got != want {
		t.Errorf("recorded %v, want %d", c.Missing(), want)
	}
}
