package page_test

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a test waits for something to appear before it fails.
const patience = 15 * time.Second

// tab is a browser tab on the page of a workspace. Errors in its console fail the test.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// chromium finds the browser: $CHROMIUM, or a usual name on the PATH.
func chromium(t *testing.T) string {
	t.Helper()
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("no Chromium: install it or name it in CHROMIUM")
	return ""
}

// openTab opens a browser of its own on an address and waits until the page is ready.
func openTab(t *testing.T, address string, width, height int64) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("lang", "en-US")) // decides in which order a date is typed
	allocator, endAllocator := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, end := chromedp.NewContext(allocator)
	t.Cleanup(func() { end(); endAllocator() })
	// The first step starts the browser, which lives as long as that step's context: no timeout here.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		t.Fatal(err)
	}
	page := &tab{t, ctx}
	page.watchConsole()
	page.do(chromedp.Navigate(address))
	page.waitFor(`document.body.dataset.ready !== undefined`)
	return page
}

// watchConsole fails the test on uncaught errors and on what the content security policy blocked.
func (p *tab) watchConsole() {
	messages := chromedp.Console(p.ctx)
	go func() {
		for message, err := range messages {
			if err != nil {
				return
			}
			serious := message.Type == chromedp.ConsoleException || message.Type == chromedp.ConsoleError && message.Source != "network"
			if serious {
				p.t.Errorf("console: %s", message.Text)
			}
		}
	}()
}

// do runs steps, each waiting for its element, and fails the test when they take too long.
func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// onElement does something with an element. When the page draws that anew between finding and touching it, nothing has happened yet, and
// the new one is taken.
func (p *tab) onElement(step chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	for {
		err := chromedp.Do(ctx, step)
		if err == nil {
			return
		}
		if !strings.Contains(err.Error(), "node with given id") {
			p.t.Fatal(err)
		}
	}
}

// click clicks the visible element that a CSS selector names.
func (p *tab) click(selector string) {
	p.t.Helper()
	p.waitFor(`document.querySelector(` + quote(selector) + `)?.checkVisibility()`)
	p.onElement(chromedp.Click(chromedp.CSS(selector)))
}

// write types into the control that a CSS selector names, after what it holds.
func (p *tab) write(selector, text string) {
	p.t.Helper()
	p.onElement(chromedp.SendKeys(chromedp.CSS(selector), text))
}

// press presses keys where the focus is.
func (p *tab) press(keys string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(keys))
}

// waitFor waits until an expression of the page is true.
func (p *tab) waitFor(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`Boolean(`+expression+`)`)); err != nil {
		p.t.Fatalf("waiting for %s: %v; the page reads:\n%s", expression, err, p.text("body"))
	}
}

// waitText waits until an element's text holds some words.
func (p *tab) waitText(selector, words string) {
	p.t.Helper()
	p.waitFor(`document.querySelector(` + quote(selector) + `)?.innerText.includes(` + quote(words) + `)`)
}

// waitGone waits until nothing matches the selector.
func (p *tab) waitGone(selector string) {
	p.t.Helper()
	p.waitFor(`document.querySelector(` + quote(selector) + `) === null`)
}

// text is an element's text as shown.
func (p *tab) text(selector string) string {
	p.t.Helper()
	return eval[string](p, `document.querySelector(`+quote(selector)+`)?.innerText ?? ''`)
}

// eval evaluates an expression in the page, awaiting it if it is a promise.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// quote makes a JavaScript string literal.
func quote(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`).Replace(text) + "'"
}
