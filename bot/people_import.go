package bot

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// openImport asks for an HR file. Without the scope to read files it says how to import from the command line.
func (a *App) openImport(ctx context.Context, r *Request) (Reply, error) {
	if err := a.service.CheckImportAllowed(ctx, r.call()); err != nil {
		return Reply{}, err
	}
	return a.pushed(ctx, r, func(withFile bool) slack.ModalViewRequest {
		if withFile {
			return r.For.PeopleImport()
		}
		return r.For.PeopleImportByCommand()
	})
}

// startImport takes the uploaded file. Reading it takes longer than Slack waits: a job does it and brings the modal up to date.
func (a *App) startImport(ctx context.Context, r *Request) (Reply, error) {
	upload := core.ImportUpload{View: r.waiting(), Visibility: map[core.FactKey]core.Visibility{}}
	if files := r.Form.Files("file"); len(files) > 0 {
		upload.ChatFile = files[0]
	}
	for _, seen := range []core.Visibility{core.VisiblePublic, core.VisibleMatching, core.VisibleAdmins} {
		block := "visible_" + string(seen)
		for _, chosen := range r.Form.All(block) {
			key := core.FactKey(chosen)
			if !slices.Contains(core.FactKeys(), key) {
				return Reply{}, &core.Error{Kind: core.Invalid, Code: core.CodeUnknownOption, Field: block}
			}
			if upload.Visibility[key] != "" {
				return Reply{}, &core.Error{Kind: core.Invalid, Code: core.CodeSettingTwice, Field: block}
			}
			upload.Visibility[key] = seen
		}
	}
	errand, err := a.service.StartImport(ctx, r.call(), upload)
	return orFail(err, func() Reply { return r.awaits(core.ErrandFacts{Errand: errand}) })
}
