package slacksim

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"unicode/utf8"

	"mentorbot/slacksim/blockkit"
)

// controlView shows the modals a person has open.
func (s *Server) controlView(r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := s.person(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	stack := []object{}
	for _, v := range s.stacks[u.ID] {
		stack = append(stack, s.shownView(v))
	}
	out := object{"view": nil, "stack": stack}
	if len(stack) > 0 {
		out["view"] = stack[len(stack)-1]
	}
	return out, nil
}

// controlHome shows a person's published Home without telling the app.
func (s *Server) controlHome(r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := s.person(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return object{"view": s.shownHome(u.ID)}, nil
}

func (s *Server) shownHome(user string) any {
	if home := s.homes[user]; home != nil {
		return s.shownView(home)
	}
	return nil
}

// controlOpenHome opens a tab of the app, the Home tab unless the body says {"tab":"messages"}: the app gets app_home_opened.
func (s *Server) controlOpenHome(r *http.Request) (any, error) {
	in := struct{ Tab string }{}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil && !errors.Is(err, io.EOF) {
		return nil, refuse("invalid_json", "the body is not the JSON object expected: %v", err)
	}
	defaultTo(&in.Tab, "home")
	s.mu.Lock()
	u, err := s.member(r.PathValue("id"))
	if err == nil {
		err = s.hasTab(in.Tab)
	}
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	event := s.homeOpened(u.ID, in.Tab)
	s.mu.Unlock()
	out := outcomeOf(s.emit(s.ctx, "app_home_opened", event), noNotice)
	s.settle(r.Context(), out)
	s.mu.Lock()
	defer s.mu.Unlock()
	return object{"app": out.App, "view": s.shownHome(u.ID)}, nil
}

// hasTab refuses tabs that the app has switched off.
func (s *Server) hasTab(tab string) error {
	switch {
	case tab == "home" && s.opt.App.NoHomeTab:
		return refuse("not_enabled", "the app has no Home tab")
	case tab == "messages" && s.opt.App.NoMessagesTab:
		return refuse("not_enabled", "the app has no Messages tab")
	case tab != "home" && tab != "messages":
		return refuse("invalid_arguments", "tab is home or messages")
	}
	return nil
}

// viewInput names an open view and what the person enters.
type viewInput struct {
	User   string                    `json:"user"`
	ViewID string                    `json:"view_id"`
	Values map[string]map[string]any `json:"values"`
}

// controlType keeps what a person typed; elements that dispatch send block_actions, in the order of the view.
func (s *Server) controlType(r *http.Request) (any, error) {
	in, err := body[viewInput](r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	p, fieldErrors, filled, err := s.enter(in)
	since := s.lastShown()
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	out := outcomeOf(ack{status: statusNotSent}, noNotice)
	for _, el := range filled {
		if el.InInput && !el.Dispatch {
			continue
		}
		s.mu.Lock()
		value, _ := p.states()[el.BlockID][el.ActionID].(map[string]any)
		payload := s.actionsAt(p, el, value)
		s.mu.Unlock()
		out = outcomeOf(s.send(s.ctx, delivery{kind: kindInteractive, method: "block_actions", payload: payload}), buttonNotice)
	}
	out.Errors = fieldErrors
	return s.finish(r.Context(), in.User, since, out), nil
}

// enter finds the view and puts the values into it. The caller holds s.mu.
func (s *Server) enter(in viewInput) (place, map[string]string, []blockkit.Element, error) {
	p, err := s.find(where{User: in.User, ViewID: in.ViewID})
	if err != nil {
		return p, nil, nil, err
	}
	fieldErrors, filled, err := s.fill(p, in.Values)
	return p, fieldErrors, filled, err
}

// controlSubmit submits the modal on top. Field rules are checked first, as Slack's client does; then nothing is sent.
func (s *Server) controlSubmit(r *http.Request) (any, error) {
	in, err := body[viewInput](r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	p, payload, fieldErrors, err := s.prepareSubmit(in)
	since := s.lastShown()
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	if len(fieldErrors) > 0 {
		out := outcomeOf(ack{status: statusNotSent}, noNotice)
		out.Errors = fieldErrors
		return s.finish(r.Context(), in.User, since, out), nil
	}
	a := s.send(s.ctx, delivery{kind: kindInteractive, method: "view_submission", payload: payload})
	out := outcomeOf(a, modalNotice)
	if a.status == statusOK {
		s.mu.Lock()
		out.Errors, err = s.applyAnswer(p.view, a.body)
		s.mu.Unlock()
		if err != nil {
			out.refuse(err, troubleNotice)
		}
	}
	return s.finish(r.Context(), in.User, since, out), nil
}

// prepareSubmit enters the values and builds the payload unless a field is not filled in as it must be.
func (s *Server) prepareSubmit(in viewInput) (place, object, map[string]string, error) {
	p, fieldErrors, _, err := s.enter(in)
	switch {
	case err != nil:
		return p, nil, nil, err
	case p.view != s.top(in.User):
		return p, nil, nil, refuse("view_not_on_top", "only the modal on top can be submitted")
	case p.view.Submit == nil:
		return p, nil, nil, refuse("no_submit", "this modal has no submit button")
	}
	for block, text := range unfilled(p.view) {
		if fieldErrors[block] == "" {
			fieldErrors[block] = text
		}
	}
	if len(fieldErrors) > 0 {
		return p, nil, fieldErrors, nil
	}
	return p, s.submissionPayload(p.user, p.view), nil, nil
}

// controlClose cancels the modal on top, or closes all with the X.
func (s *Server) controlClose(r *http.Request) (any, error) {
	in, err := body[struct {
		User   string `json:"user"`
		ViewID string `json:"view_id"`
		All    bool   `json:"all"`
	}](r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	payload, err := s.prepareClose(in.User, in.ViewID, in.All)
	since := s.lastShown()
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	a := ack{status: statusNotSent}
	if payload != nil {
		a = s.send(s.ctx, delivery{kind: kindInteractive, method: "view_closed", payload: payload})
	}
	return s.finish(r.Context(), in.User, since, outcomeOf(a, noNotice)), nil
}

// prepareClose closes and returns the view_closed payload, nil when the view does not want one. Cancel concerns the view on
// top; the X, and Cancel of a view with clear_on_close, concern the root (slack.md 1.2).
func (s *Server) prepareClose(user, viewID string, all bool) (object, error) {
	p, err := s.find(where{User: user, ViewID: viewID})
	if err != nil {
		return nil, err
	}
	v := p.view
	switch {
	case p.modal() == nil:
		return nil, refuse("not_a_modal", "only a modal can be closed")
	case !all && v != s.top(user):
		return nil, refuse("view_not_on_top", "only the modal on top can be cancelled")
	}
	cleared := all || v.ClearOnClose
	if cleared {
		v = s.stacks[user][0]
	}
	s.popView(v)
	if !v.NotifyOnClose {
		return nil, nil
	}
	return s.closedPayload(p.user, v, cleared), nil
}

// controlSuggest asks the app for the options of an external select.
func (s *Server) controlSuggest(r *http.Request) (any, error) {
	in, err := body[struct {
		where
		Query string `json:"query"`
	}](r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	key, payload, err := s.prepareSuggest(in.where, in.Query)
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	a := s.send(s.ctx, delivery{kind: kindInteractive, method: "block_suggestion", payload: payload})
	out := outcomeOf(a, func(string) string { return "The options could not be loaded." })
	answer := object{"options": []object{}, "option_groups": []object{}}
	if a.status == statusOK {
		got, err := readSuggestions(a.body)
		if err != nil {
			out.refuse(err, "The options could not be loaded.")
		} else {
			s.mu.Lock()
			s.remember(key, got.all())
			s.mu.Unlock()
			fillIn(answer, got)
		}
	}
	answer["app"] = out.App
	if out.Notice != "" {
		answer["notice"] = out.Notice
	}
	return answer, nil
}

func fillIn(answer object, got suggestions) {
	if got.Options != nil {
		answer["options"] = got.Options
	}
	if got.Groups != nil {
		answer["option_groups"] = got.Groups
	}
}

// defaultMinQuery is min_query_length where an element does not say (slack.md 1.5).
const defaultMinQuery = 3

func (s *Server) prepareSuggest(in where, query string) (string, object, error) {
	p, err := s.find(in)
	if err != nil {
		return "", nil, err
	}
	el, err := s.element(p, in)
	if err != nil {
		return "", nil, err
	}
	if el.Type != "external_select" && el.Type != "multi_external_select" {
		return "", nil, refuse("not_external", "%s does not ask the app for options", el.Type)
	}
	setting := struct {
		Min *int `json:"min_query_length"`
	}{}
	shortest := defaultMinQuery
	if json.Unmarshal(el.Raw, &setting) == nil && setting.Min != nil {
		shortest = *setting.Min
	}
	if utf8.RuneCountInString(query) < shortest {
		return "", nil, refuse("query_too_short", "at least %d characters are needed", shortest)
	}
	return p.key(el), s.suggestionAt(p, el, query), nil
}
