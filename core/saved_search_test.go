package core_test

import (
	"context"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestWhatPeopleKeepIsRenamedByThemOnly(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "renamed"), context.Background()
		mia, leo, ada := w.mentee("mia"), w.mentee("leo"), w.mentor("ada", 1)
		wells, err := w.svc.SaveSearch(ctx, w.call(mia), core.RoleMentor, "Wells", core.Criteria{Text: "wells"})
		w.must(err)
		_, err = w.svc.SaveSearch(ctx, w.call(mia), core.RoleMentor, "Équipe", core.Criteria{Text: "team"})
		w.must(err)

		_, err = w.svc.RenameSearch(ctx, w.call(leo), wells.ID, "Mine")
		refused(t, err, core.CodeSearchGone)
		_, err = w.svc.RenameSearch(ctx, w.call(mia), wells.ID, "equipe")
		refused(t, err, core.CodeSearchTaken)
		list, err := w.svc.RenameSearch(ctx, w.call(mia), wells.ID, " Water  wells ")
		w.must(err)
		if found, ok := list.Named("water wells"); !ok || found.ID != wells.ID || found.Criteria.Text != "wells" || len(list.Searches) != 2 {
			t.Errorf("after renaming: %+v", list.Searches)
		}
		_, err = w.svc.SaveSearch(ctx, w.call(mia), core.RoleMentor, "Wells", core.Criteria{}) // the old name is free
		w.must(err)

		for _, name := range []string{"Shortlist", "Later"} {
			_, err = w.svc.SetGroups(ctx, w.call(mia), ada.ID, nil, name)
			w.must(err)
		}
		groups, err := w.svc.Grouping(ctx, w.call(mia), ada.ID)
		w.must(err)
		later := groups.Groups[0].Group
		_, err = w.svc.RenameGroup(ctx, w.call(leo), later.ID, "Mine")
		refused(t, err, core.CodeGroupGone)
		_, err = w.svc.RenameGroup(ctx, w.call(mia), later.ID, "SHORTLIST")
		refused(t, err, core.CodeGroupTaken)
		_, err = w.svc.RenameGroup(ctx, w.call(mia), later.ID, "")
		refused(t, err, core.CodeRequired)
		renamed, err := w.svc.RenameGroup(ctx, w.call(mia), later.ID, "Next year")
		w.must(err)
		page, err := w.svc.Marked(ctx, w.call(mia), core.MarkFavourite, later.ID, 0)
		w.must(err)
		if renamed.Name != "Next year" || page.Group.Name != "Next year" || page.Total != 1 {
			t.Errorf("after renaming: %+v, with %d people", page.Group, page.Total)
		}
	})
}
