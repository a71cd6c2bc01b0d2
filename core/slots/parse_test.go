package slots

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseIntervals(t *testing.T) {
	nine, two := Interval{9 * 60, 12*60 + 30}, Interval{14 * 60, 17 * 60}
	for text, want := range map[string][]Interval{
		"":                              nil,
		" , ":                           nil,
		"9-12:30":                       {nine},
		"9:00–12:30, 14:00–17:00":       {nine, two},
		"14-17; 9-12.30":                {nine, two},
		"9h à 12h30 et 14h à 17h":       {nine, two},
		"9am to 12:30 PM and 2pm - 5pm": {nine, two},
		"9-10, 9:30-12:00, 12:00-12:30": {nine},
		"0-24":                          {{0, MinutesPerDay}},
		"12am-12pm":                     {{0, MinutesPerDay / 2}},
	} {
		got, err := ParseIntervals(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
	for _, text := range []string{
		"9", "nine to five", "9-9", "17-9", "22-2", "9-24:01", "9-25", "9:60-10", "0am-2am", "13pm-14pm", "9-12, then", "-", "9--12", "9-12-14", "999-1000",
	} {
		if got, err := ParseIntervals(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func FuzzParseIntervals(f *testing.F) {
	for _, text := range []string{"9-12, 14-17", "9h à 12h30", "12am-24", "\x00-\xff", "9-12,,;/ and 1-2"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ParseIntervals(text)
		if err != nil && all != nil {
			t.Errorf("%q: both %v and %v", text, all, err)
		}
		end := -1
		for _, i := range all {
			if i.From <= end || i.From >= i.To || i.To > MinutesPerDay {
				t.Errorf("%q: %v", text, all)
			}
			end = i.To
		}
	})
}
