package page_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/smtp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

const (
	desktopWidth, desktopHeight = 1360, 900
	phoneWidth, phoneHeight     = 360, 740
)

func TestHomeAndConfirmation(t *testing.T) {
	app := openLunch(t)
	page := openTab(t, app.simulator+"/?as=UANA#home", desktopWidth, desktopHeight)
	page.waitText(".home", "Good morning 👋")
	page.waitText("[data-block-id=intro]", "8 January 2026 at 10:00.")

	page.click("[data-action-id=clear]")
	page.waitText("dialog", "Nobody gets lunch.")
	page.click("dialog [data-confirm=deny]")
	page.waitGone("dialog")
	page.click("[data-action-id=menu] button")
	page.press(kb.ArrowDown + kb.Enter)
	if got := <-app.actions; got != "menu=forget" {
		t.Errorf("the app was told %q, want only the second entry of the menu", got)
	}
	page.click("[data-action-id=clear]")
	page.click("dialog [data-confirm=confirm]")
	if got := <-app.actions; got != "clear=" {
		t.Errorf("the app was told %q after the confirmation", got)
	}
}

func TestModalIsFilledAndSubmitted(t *testing.T) {
	app := openLunch(t)
	page := openTab(t, app.simulator+"/?as=UANA#home", desktopWidth, desktopHeight)
	page.click("[data-action-id=open_form]")
	page.waitText(".modal h2", "Your lunch")
	page.waitFor(`document.activeElement.matches('[data-block-id=note] textarea')`)
	page.press("no nuts, please")

	page.write("[data-block-id=dish] input", "creme")
	page.waitFor(`document.querySelectorAll('[data-block-id=dish] [role=option]').length === 1`)
	page.press(kb.Enter)
	page.write("[data-block-id=place] input", "ga")
	page.waitFor(`document.querySelectorAll('[data-block-id=place] [role=option]').length === 2`)
	page.press(kb.ArrowDown + kb.Enter)
	page.click("[data-block-id=sides] .select-control")
	page.click("[data-block-id=sides] [data-value=bread]")
	page.press(kb.Escape)
	page.write("[data-block-id=guest] input", "driver")
	page.waitFor(`document.querySelector('[data-block-id=guest] [data-value=UBEN]')`)
	page.press(kb.Enter)
	page.write("[data-block-id=day] input", "01152026")
	page.click("[data-block-id=extras] input[value=fork]")

	page.click("[data-modal=submit]")
	page.waitText("[data-error=note]", "The kitchen has no nuts.")
	page.waitFor(`document.activeElement.matches('[data-block-id=note] textarea[aria-invalid=true]')`)
	eval[bool](page, `document.activeElement.select() === undefined`)
	page.press("no salt")
	page.click("[data-modal=submit]")
	page.waitGone(".modal")

	got := chosen(t, <-app.submitted)
	want := map[string]any{"note": "no salt", "dish": "creme", "place": "Gallery", "sides": []any{"bread"}, "guest": "UBEN",
		"day": "2026-01-15", "at": 1767952800.0, "extras": []any{"fork"}, "people": "1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("submitted (-want +got):\n%s", diff)
	}
}

// chosen reads Slack's state.values as what the person chose in each block.
func chosen(t *testing.T, values json.RawMessage) map[string]any {
	t.Helper()
	var state map[string]map[string]map[string]any
	if err := json.Unmarshal(values, &state); err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	for block, actions := range state {
		for name, value := range actions["v"] {
			if name != "type" {
				out[block] = plainValue(value)
			}
		}
	}
	return out
}

// plainValue reduces option objects to their values.
func plainValue(value any) any {
	switch value := value.(type) {
	case map[string]any:
		return value["value"]
	case []any:
		list := []any{}
		for _, item := range value {
			list = append(list, plainValue(item))
		}
		return list
	}
	return value
}

func TestModalFailureKeepsWhatWasTyped(t *testing.T) {
	app := openLunch(t)
	page := openTab(t, app.simulator+"/?as=UANA#messages", desktopWidth, desktopHeight)
	page.write("[data-composer]", "/lunch form")
	page.click("[data-composer-send]")
	page.waitFor(`document.activeElement.matches('[data-block-id=note] textarea')`)

	page.click("[data-modal=submit]")
	page.waitText("[data-error=dish]", "Please complete this required field.")
	page.write("[data-block-id=note] textarea", "fire")
	page.write("[data-block-id=dish] input", "soup"+kb.Enter)
	page.write("[data-block-id=place] input", "roof")
	page.waitFor(`document.querySelector('[data-value=Roof]')`)
	page.press(kb.Enter)
	page.click("[data-modal=submit]")
	page.waitText(".modal-notice", "We had some trouble connecting. Try again?")
	if got := eval[string](page, `document.querySelector('[data-block-id=note] textarea').value`); got != "fire" {
		t.Errorf("after the failure the note reads %q", got)
	}

	page.click("[data-action-id=push]")
	page.waitText(".modal h2", "The menu")
	page.press(kb.Escape)
	page.waitText(".modal h2", "Your lunch")
	if got := eval[string](page, `document.querySelector('[data-block-id=dish] input').value`); got != "Soup" {
		t.Errorf("back from the pushed view the dish reads %q", got)
	}
	page.click("[data-modal=close-all]")
	page.waitGone(".modal")
}

func TestModalStaysOpenWhileActingAsAnother(t *testing.T) {
	app := openLunch(t)
	page := openTab(t, app.simulator+"/?as=UANA#home", desktopWidth, desktopHeight)
	page.click("[data-action-id=open_form]")
	page.waitFor(`document.activeElement.matches('[data-block-id=note] textarea')`)
	page.press("kept")

	page.click("[data-persona-switch]")
	page.write(".palette input", "driver")
	page.waitFor(`document.querySelectorAll('[data-persona]').length === 1`)
	page.click("[data-persona=UBEN]")
	page.waitText("[data-persona-switch]", "Ben Okafor")
	page.waitGone(".modal")
	page.click("[data-persona-switch]")
	page.click("[data-persona=UANA]")
	page.waitFor(`document.querySelector('[data-block-id=note] textarea')?.value === 'kept'`)
}

func TestMessagesAndAnswers(t *testing.T) {
	app := openLunch(t)
	page := openTab(t, app.simulator+"/?as=UBEN#messages", desktopWidth, desktopHeight)
	page.write("[data-composer]", "/lunch")
	page.click("[data-composer-send]")
	page.waitText(".message.ephemeral", "Only visible to you")
	if got := page.text(".message.ephemeral .text"); got != "Say form or ask & <b>eat</b>." {
		t.Errorf("the answer reads %q", got)
	}
	page.write("[data-composer]", "/lunch fail")
	page.click("[data-composer-send]")
	page.waitText("[data-note]", `/lunch failed with the error`)

	app.ask("UBEN")
	page.waitText("[data-block-id=question]", "@Ana Costa asks: soup again?")
	page.waitText("[data-block-id=question] blockquote", "with <b>bread</b>")
	page.click("[data-action-id=when] .select-control")
	page.press(kb.ArrowDown + kb.Enter)
	page.click("[data-action-id=size] input[value=l]")
	page.click("[data-action-id=yes]")
	for _, want := range []string{"when=later", "size=l", "yes=yes"} {
		if got := <-app.actions; got != want {
			t.Errorf("the app was told %q, want %q", got, want)
		}
	}
}

func TestNewsReachesTheSwitch(t *testing.T) {
	app := openLunch(t)
	page := openTab(t, app.simulator+"/?as=UANA#home", desktopWidth, desktopHeight)
	app.ask("UBEN")
	page.click("[data-persona-news=UBEN]")
	page.waitText("[data-persona-switch]", "Ben Okafor")
	page.waitText(".message-list", "@Ana Costa asks")
	page.click("[data-persona-switch]")
	page.waitFor(`document.querySelector('[data-persona=UBEN]') && !document.querySelector('[data-persona=UBEN] .badge')`)
}

func TestMailIsReadOut(t *testing.T) {
	app := openLunch(t)
	page := openTab(t, app.simulator+"/?as=UBEN#mail", desktopWidth, desktopHeight)
	page.waitText(".mail-list", "No mail for Ben Okafor yet.")
	letter := strings.ReplaceAll(string(read(t, "invitation.eml")), "\n", "\r\n")
	if err := smtp.SendMail(app.mail.Addr(), nil, "lunch@canteen.example", []string{"ben@canteen.example"}, []byte(letter)); err != nil {
		t.Fatal(err)
	}
	page.waitText("[data-tab=mail] .badge", "1")
	page.click("[data-mail]")
	for _, want := range []string{"Invitation", "METHOD:REQUEST", "Soup in the garden", "Friday 9 January 2026, 12:00 – 12:45", "Tokyo time",
		"Friday 9 January 2026, 03:00 – 03:45 UTC", "Garden", "Organised by Lunch", "Ben Okafor", "accepted", "SEQUENCE"} {
		page.waitText("[data-ics='soup-1@canteen.example']", want)
	}
	page.waitGone("[data-tab=mail] .badge")
	page.click(".ics-buttons button")
	page.waitText(".ics-raw", "BEGIN:VCALENDAR")

	page.waitFor(`document.querySelector('.letter-frame').getAttribute('sandbox').includes('allow-scripts') === false`)
	if title := eval[string](page, `document.title`); strings.Contains(title, "taken over") {
		t.Error("a script in the mail ran")
	}
	page.click(".segmented button:last-child")
	page.waitText(".letter-text", "There will be soup.")
}

func TestClockMoves(t *testing.T) {
	app := openLunch(t)
	page := openTab(t, app.simulator+"/?as=UBEN#home", desktopWidth, desktopHeight)
	page.waitText(".clock-face", "Thu 8 Jan 2026 18:00")
	page.click("[data-clock='24h']")
	page.waitText(".clock-face", "Fri 9 Jan 2026 18:00")
	page.waitText(".toast", "Nothing new happened.")
}

func TestLogShowsCalls(t *testing.T) {
	app := openLunch(t)
	page := openTab(t, app.simulator+"/?as=UANA#home", desktopWidth, desktopHeight)
	page.waitText(".home", "Good morning")
	page.click("[data-log=toggle]")
	page.waitText(".log-list", "views.publish")
	page.click(".log-entry summary")
	page.waitText(".log-entry", "Request")
}

// The app brings a modal up to date while the button is down: the click counts, and the news is shown afterwards.
func TestARedrawInTheMiddleOfAClickLosesNoClick(t *testing.T) {
	app := openLunch(t)
	page := openTab(t, app.simulator+"/?as=UANA#home", desktopWidth, desktopHeight)
	page.click("[data-action-id=open_form]")
	page.waitText(".modal h2", "Your lunch")
	<-app.actions
	middle := eval[[]float64](page, `(() => {
		const button = document.querySelector(".modal [data-action-id=push]");
		button.scrollIntoView({block: "center"});
		const box = button.getBoundingClientRect();
		return [box.x + box.width / 2, box.y + box.height / 2];
	})()`)
	mouse := func(kind input.DispatchMouseEventType) {
		page.do(chromedp.MouseEvent(kind, middle[0], middle[1], chromedp.ButtonLeft, chromedp.ClickCount(1)))
	}
	const looks = `performance.getEntriesByName(location.origin + "/_sim/users/UANA/view").length`
	before := eval[int](page, looks)
	mouse(chromedp.MousePressed)
	app.call("views.update", map[string]any{
		"view_id": eval[string](page, `document.querySelector(".modal").dataset.viewId`),
		"view":    json.RawMessage(bytes.Replace(fixture(t, "form"), []byte("Your lunch"), []byte("Fresh lunch"), 1)),
	})
	page.waitFor(fmt.Sprint(looks, " > ", before))
	eval[bool](page, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
	mouse(chromedp.MouseReleased)
	select {
	case action := <-app.actions:
		if !strings.HasPrefix(action, "push=") {
			t.Errorf("the app was told %s", action)
		}
	case <-time.After(patience):
		t.Fatal("the app was told nothing")
	}
	page.waitText(".modal h2", "The menu")
	page.click("[data-modal=back]")
	page.waitText(".modal h2", "Fresh lunch")
}

func TestNarrowWindowNeedsNoSidewaysScrolling(t *testing.T) {
	app := openLunch(t)
	app.ask("UANA")
	page := openTab(t, app.simulator+"/?as=UANA#home", phoneWidth, phoneHeight)
	fits := `document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll('.scroll, .modal-body, .sidebar')].every((n) => n.scrollWidth <= n.clientWidth)`
	page.waitText(".home", "Good morning")
	page.waitFor(fits)
	page.click(".back")
	page.waitFor(`document.querySelector('.sidebar').checkVisibility()`)
	page.waitFor(fits)
	page.click("[data-app]")
	page.waitText(".message-list", "@Ana Costa asks")
	page.waitFor(fits)
	page.click("[data-tab=home]")
	page.click("[data-action-id=open_form]")
	page.waitText(".modal", "Your lunch")
	page.waitFor(fits)
}

func TestMarkup(t *testing.T) {
	app := openLunch(t)
	page := openTab(t, app.simulator+"/?as=UANA#home", desktopWidth, desktopHeight)
	for source, want := range map[string]string{
		"*bold* _italic_ ~struck~ `a*b*c`":            "<strong>bold</strong> <em>italic</em> <s>struck</s> <code>a*b*c</code>",
		"*bold with _italic_ inside*":                 "<strong>bold with <em>italic</em> inside</strong>",
		"2*3*4 and snake_case_name":                   "2*3*4 and snake_case_name",
		"* not bold *":                                "* not bold *",
		"&lt;b&gt; &amp;amp;":                         "&lt;b&gt; &amp;amp;",
		"<script>alert(1)</script>":                   "&lt;script&gt;alert(1)&lt;/script&gt;",
		"<javascript:alert(1)|x>":                     "&lt;javascript:alert(1)|x&gt;",
		"> quoted\nafter":                             "<blockquote>quoted</blockquote>after",
		"```a < b\n*c*```":                            `<pre class="code-block">a &lt; b` + "\n*c*</pre>",
		"• one\n• two":                                "• one\n• two",
		":unknown_name:":                              ":unknown_name:",
		"<@UBEN> and <#C1|lunch>":                     `<span class="mention">@Ben Okafor</span> and <span class="mention">#lunch</span>`,
		"<!date^nonsense^{date}|*soon*>":              "<span>*soon*</span>",
		"<!date^1767866400^{date_num} {nothing}|x>":   `2026-01-08 {nothing}`,
		"<!date^1767952800^{date_pretty} {time}|x>":   `tomorrow 10:00`,
		"<!date^1767859200^{date_short_pretty}|x>":    `today`,
		"<!date^1759312800^{date_short}|x>":           `1 Oct 2025`,
		"<mailto:a@b.example|a@b.example>":            `<a href="mailto:a@b.example" target="_blank" rel="noopener noreferrer">a@b.example</a>`,
		"see https://x.example/a?b=1&amp;c=2, please": `see <a href="https://x.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">https://x.example/a?b=1&amp;c=2</a>, please`,
	} {
		if got := page.markup(source); got != want && !strings.Contains(got, ">"+want+"</time>") {
			t.Errorf("%q is drawn as\n%s\nwant\n%s", source, got, want)
		}
	}
}

// markup draws mrkdwn for Ana and returns the nodes as HTML.
func (p *tab) markup(source string) string {
	p.t.Helper()
	return eval[string](p, `(async () => {
		const { mrkdwn } = await import('/page/js/mrkdwn.js');
		const { reader } = await import('/page/js/state.js');
		const host = document.createElement('div');
		host.append(...mrkdwn(`+quote(source)+`, reader()));
		return host.innerHTML;
	})()`)
}
