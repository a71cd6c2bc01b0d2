package bot

import (
	"encoding/json"
	"testing"
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/i18n"
)

// What is encoded once for everybody is what would be drawn for each.
func TestHelpIsTheSameForEverybodyOfALanguage(t *testing.T) {
	texts, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	ready := helpTexts(texts)
	people := []core.Person{
		{ID: "a", Name: "Ana", Language: "en", TimeZone: "Europe/Paris", Admin: true}, {ID: "b", ChatLocale: "fr-CA", TimeZone: "Asia/Tokyo"},
	}
	for _, person := range people {
		f := view.ForPerson(texts, person, time.Now())
		f.Team = "T1"
		want, err := json.Marshal(ephemeral(f.Help("")))
		if err != nil {
			t.Fatal(err)
		}
		if got := ready[f.L.Language()]; string(got) != string(want) || len(got) >= maxSocketAck {
			t.Errorf("%s is told\n%s\nwant\n%s", person.ID, got, want)
		}
	}
}
