package bot

import (
	"context"
	"strconv"
	"strings"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openPolicy shows a programme's settings.
func (a *App) openPolicy(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.ProgramPage(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.Policy(page)) })
}

// openPolicyForm asks for the settings of a page, with what the programme has, or what the person has entered before, filled in.
func (a *App) openPolicyForm(ctx context.Context, r *Request) (Reply, error) {
	page := core.PolicyPage(r.Meta.Do)
	if len(core.PolicyFieldsOn(page)) == 0 {
		return Reply{}, errStale
	}
	if r.Meta.Version > 0 {
		draft, err := a.service.PolicyDraft(ctx, r.call(), r.Meta.Program)
		if reply, stale, err := a.stalePolicy(ctx, r, err); stale || err != nil {
			return reply, err
		}
		return instead(r.For.PolicyForm(draft.Program, draft.Policy, page)), nil
	}
	program, err := a.service.PolicyToEdit(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return instead(r.For.PolicyForm(program, program.Policy, page)) })
}

// previewPolicy shows what the settings of the form would mean.
func (a *App) previewPolicy(ctx context.Context, r *Request) (Reply, error) {
	page := core.PolicyPage(r.Meta.Do)
	preview, err := a.service.PreparePolicy(ctx, r.call(), core.PolicyEdit{
		Program: r.Meta.Program, Version: r.Meta.Version, Values: policyValues(r.Form, page),
	})
	if reply, stale, err := a.stalePolicy(ctx, r, err); stale || err != nil {
		return reply, err
	}
	return instead(r.For.PolicyPreview(preview, page)), nil
}

// savePolicy saves what the person has looked at.
func (a *App) savePolicy(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.SavePolicy(ctx, r.call(), r.Meta.Program, r.Meta.Version)
	if reply, stale, err := a.stalePolicy(ctx, r, err); stale || err != nil {
		return reply, err
	}
	page, err := a.service.ProgramPage(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return instead(r.For.Policy(page)) })
}

// stalePolicy tells what others changed when that is why something was refused.
func (a *App) stalePolicy(ctx context.Context, r *Request, err error) (reply Reply, stale bool, _ error) {
	if refusal := core.Refusal(err); refusal == nil || refusal.Code != core.CodePolicyChanged {
		return Reply{}, false, err
	}
	since, err := a.service.StalePolicy(ctx, r.call(), r.Meta.Program, r.Meta.Version)
	if err != nil {
		return Reply{}, false, err
	}
	return instead(r.For.PolicyStale(since, core.PolicyPage(r.Meta.Do))), true, nil
}

// openHistory lists who changed a programme.
func (a *App) openHistory(ctx context.Context, r *Request) (Reply, error) {
	history, err := a.service.ProgramHistory(ctx, r.call(), r.Meta.Program, r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.ProgramHistory(history)) })
}

// policyValues reads the settings of a page off a form. Core checks them.
func policyValues(form Form, page core.PolicyPage) map[string]core.PolicyValue {
	values := map[string]core.PolicyValue{}
	for _, f := range core.PolicyFieldsOn(page) {
		switch f.Kind {
		case core.PolicyPlan:
			if form.Has(core.PolicyPart(f.Key, "1")) {
				values[f.Key] = planValue(form, f)
			}
		case core.PolicyWeights:
			if v := weightsValue(form, f); v != nil {
				values[f.Key] = v
			}
		default:
			if form.Has(f.Key) {
				values[f.Key] = policyValue(form, f)
			}
		}
	}
	return values
}

func policyValue(form Form, f core.PolicyField) core.PolicyValue {
	switch f.Kind {
	case core.PolicyNumber:
		return core.PolicyValue{{Number: wholeNumber(form.Text(f.Key), f.Min)}}
	case core.PolicyYesNo:
		if form.Checked(f.Key, view.OptionYes) {
			return core.PolicyValue{{Number: 1}}
		}
		return core.PolicyValue{{}}
	case core.PolicyChoice:
		return core.PolicyValue{{Word: form.Text(f.Key)}}
	case core.PolicyText:
		if form.Text(f.Key) == "" {
			return nil
		}
		return core.PolicyValue{{Word: form.Text(f.Key)}}
	}
	var v core.PolicyValue
	for _, chosen := range form.All(f.Key) {
		if f.Kind == core.PolicyMoments {
			v = append(v, core.PolicyEntry{Number: wholeNumber(chosen, f.Min)})
			continue
		}
		v = append(v, core.PolicyEntry{Word: chosen})
	}
	return v
}

// wholeNumber reads a number; what is none becomes one below the least that is allowed, which core refuses.
func wholeNumber(text string, least int) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return least - 1
	}
	return n
}

func planValue(form Form, f core.PolicyField) core.PolicyValue {
	var v core.PolicyValue
	for i := range f.Most {
		text := form.Text(core.PolicyPart(f.Key, strconv.Itoa(i+1)))
		if i > 0 && (text == "" || text == view.OptionAny) {
			continue
		}
		kind, minutes, _ := strings.Cut(text, "/")
		v = append(v, core.PolicyEntry{Word: kind, Number: wholeNumber(minutes, f.Min)})
	}
	return v
}

func weightsValue(form Form, f core.PolicyField) core.PolicyValue {
	var v core.PolicyValue
	for _, word := range f.Options {
		if name := core.PolicyPart(f.Key, word); form.Has(name) {
			v = append(v, core.PolicyEntry{Word: word, Number: wholeNumber(form.Text(name), f.Min)})
		}
	}
	return v
}
