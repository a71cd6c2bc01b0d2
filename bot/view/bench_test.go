package view_test

import (
	"testing"

	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/i18n"
)

func BenchmarkDraw(b *testing.B) {
	c, err := i18n.New()
	if err != nil {
		b.Fatal(err)
	}
	f := view.ForPerson(c, amara().Person, now)
	b.Run("home", func(b *testing.B) {
		d := dashboard(func(d *core.Dashboard) { d.ToAnswer = []core.InvitationFacts{asked(core.InvitationSent)} })
		for b.Loop() {
			f.Home(d)
		}
	})
	b.Run("find form", func(b *testing.B) {
		for b.Loop() {
			f.FindForm(program(), core.Criteria{}, 0)
		}
	})
	b.Run("help", func(b *testing.B) {
		for b.Loop() {
			f.Help("")
		}
	})
}
