package core_test

import (
	"testing"

	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// Most who are written to never open their Home. Nothing is loaded for a page that nobody is shown.
func TestAHomeIsKeptUpToDateOnceItWasOpened(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		w.ask(mia, ada)
		kept := func() bool {
			d, err := w.svc.DashboardFor(t.Context(), w.ws, ada.ID)
			w.must(err)
			if d.Viewer.Person.ID != ada.ID {
				t.Errorf("the Home of %q, not of Ada", d.Viewer.Person.Name)
			}
			return d.HasProfile
		}
		if kept() {
			t.Error("a Home was loaded that was never opened")
		}
		_, err := w.svc.OpenHome(t.Context(), w.call(ada))
		w.must(err)
		if !kept() {
			t.Error("the Home is not kept up to date")
		}
	})
}
