// Package browser drives the sandbox's page in Chromium the way a person would: clicking, typing, waiting until something is there. The
// browser stories and the documentation's screenshots are made with it. What it can hold on to is listed in slacksim/page/README.md.
package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is how long a step waits for what it needs.
const patience = 20 * time.Second

// Enter and the other keys are typed with [Tab.Press].
const (
	Enter  = kb.Enter
	Escape = kb.Escape
)

// ErrNoChromium says that there is no browser to drive.
var ErrNoChromium = errors.New("no Chromium: install it or name it in CHROMIUM")

// executable finds the browser: $CHROMIUM, or a usual name on the PATH.
func executable() (string, error) {
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNoChromium
}

// Options say what to open.
type Options struct {
	URL           string
	Width, Height int64       // of the page, in CSS pixels
	ProfileDir    string      // an empty directory for the browser's own files
	Complain      func(error) // is told of errors in the page's console; may be called from another goroutine
}

// Tab is a browser with one tab. Its methods name elements by CSS selectors.
type Tab struct {
	ctx context.Context
	end func()
}

// Open starts a browser and returns when the page says it is ready. Close ends it, at the latest ctx does.
func Open(ctx context.Context, o Options) (*Tab, error) {
	path, err := executable()
	if err != nil {
		return nil, err
	}
	allocator, endAllocator := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(o.ProfileDir),
		chromedp.Flag("lang", "en-US"), // decides in which order a date is typed
	)...)
	tabContext, endTab := chromedp.NewContext(allocator)
	t := &Tab{ctx: tabContext, end: func() { endTab(); endAllocator() }}
	// The first step starts the browser, which lives as long as that step's context: no deadline here.
	if err := chromedp.Do(t.ctx, chromedp.EmulateViewport(o.Width, o.Height)); err != nil {
		return nil, errors.Join(fmt.Errorf("start Chromium: %w", err), t.close())
	}
	go t.listen(o.Complain)
	if err := t.Go(o.URL); err != nil {
		return nil, errors.Join(err, t.close())
	}
	return t, nil
}

// Close ends the browser.
func (t *Tab) Close() { t.end() }

func (t *Tab) close() error {
	t.Close()
	return nil
}

// listen hands on uncaught errors and what the content security policy blocked. Failed requests are no error of the page.
func (t *Tab) listen(complain func(error)) {
	for message, err := range chromedp.Console(t.ctx) {
		if err != nil {
			return
		}
		if message.Type == chromedp.ConsoleException || message.Type == chromedp.ConsoleError && message.Source != "network" {
			complain(fmt.Errorf("console: %s", message.Text))
		}
	}
}

// Go opens an address and waits until the page there is ready.
func (t *Tab) Go(url string) error {
	if err := t.do(chromedp.Navigate(url)); err != nil {
		return fmt.Errorf("open %s: %w", url, err)
	}
	return t.Wait(`document.body.dataset.ready !== undefined`)
}

// Resize changes the size of the page, in CSS pixels.
func (t *Tab) Resize(width, height int64) error { return t.do(chromedp.EmulateViewport(width, height)) }

// Click clicks the first element that matches, once it can be seen. The page may move it between finding and pressing it: a click that
// met something else is made again.
func (t *Tab) Click(selector string) error {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	for {
		if err := t.Wait(`document.querySelector(` + Quote(selector) + `)?.checkVisibility()`); err != nil {
			return err
		}
		if err := t.Run(fmt.Sprintf(watchClick, Quote(selector))); err != nil {
			return err
		}
		if err := t.onElement(chromedp.Click(chromedp.CSS(selector))); err != nil {
			return fmt.Errorf("click %s: %w", selector, err)
		}
		missed, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`window.clickMet === false`))
		if err != nil || !missed {
			return err
		}
	}
}

// watchClick notes whether the next click meets an element.
const watchClick = `(() => {
	window.clickMet = false;
	document.addEventListener("click", event => { window.clickMet = event.target.closest(%s) !== null; }, {capture: true, once: true});
})()`

// Write types into the first control that matches, after what it holds.
func (t *Tab) Write(selector, text string) error {
	if err := t.onElement(chromedp.SendKeys(chromedp.CSS(selector), text)); err != nil {
		return fmt.Errorf("write into %s: %w", selector, err)
	}
	return nil
}

// Choose picks files of this machine in a file input, as its dialog would.
func (t *Tab) Choose(selector string, paths ...string) error {
	return t.onElement(chromedp.SetUploadFiles(chromedp.CSS(selector), paths))
}

// Press presses keys where the focus is.
func (t *Tab) Press(keys string) error { return t.do(chromedp.KeyEvent(keys)) }

// Wait waits until an expression of the page is true.
func (t *Tab) Wait(expression string) error {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`Boolean(`+expression+`)`)); err != nil {
		return fmt.Errorf("wait for %s: %w; the page reads:\n%s", expression, err, t.Text("body"))
	}
	return nil
}

// WaitText waits until the text of the first element that matches holds the words.
func (t *Tab) WaitText(selector, words string) error {
	return t.Wait(`document.querySelector(` + Quote(selector) + `)?.innerText.includes(` + Quote(words) + `)`)
}

// WaitGone waits until nothing matches.
func (t *Tab) WaitGone(selector string) error {
	return t.Wait(`document.querySelector(` + Quote(selector) + `) === null`)
}

// Text is the text of the first element that matches as it is shown, empty when there is none.
func (t *Tab) Text(selector string) string {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector(`+Quote(selector)+`)?.innerText ?? ''`))
	if err != nil {
		return ""
	}
	return text
}

// Run runs a script in the page and waits for the promise it may return.
func (t *Tab) Run(script string) error {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	_, err := chromedp.Run(ctx, chromedp.Evaluate[any](script, chromedp.EvalAwaitPromise))
	return err
}

// Screenshot is the page as it is seen, as PNG.
func (t *Tab) Screenshot() ([]byte, error) {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}

// onElement does something with an element. The page may draw the element anew between finding and touching it: then nothing has
// happened yet, and the new one is taken.
func (t *Tab) onElement(step chromedp.Action[chromedp.Void]) error {
	for {
		err := t.do(step)
		if err == nil || !strings.Contains(err.Error(), "node with given id") {
			return err
		}
	}
}

// do runs steps, each of which waits for its element.
func (t *Tab) do(steps ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, steps...)
}

// Quote makes a JavaScript string literal.
func Quote(text string) string {
	literal, err := json.Marshal(text)
	if err != nil { // a string always marshals
		return `""`
	}
	return string(literal)
}
