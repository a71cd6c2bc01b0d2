package stories

import (
	"fmt"
	"testing"

	"mentorbot/cmd/internal/browser"
	"mentorbot/slacksim"
)

// visitor is somebody at the sandbox's page in a real browser. Steps that do not come to pass fail the test.
type visitor struct {
	*stage
	tab *browser.Tab
}

// browse tells a story in Chromium, over Socket Mode on SQLite: transports and databases make no difference to the page. The quick
// subset leaves it out on purpose, because it needs Go only.
func browse(t *testing.T, as string, width, height int64, story func(*visitor)) {
	t.Helper()
	browseAmong(t, cast(), as, window{width, height}, story)
}

// window is how large a browser's is.
type window struct{ width, height int64 }

// browseAmong is browse among other people than the usual ones.
func browseAmong(t *testing.T, users []slacksim.User, as string, w window, story func(*visitor)) {
	t.Helper()
	if quick() {
		t.Log("quick subset: the browser left out")
		return
	}
	t.Parallel()
	s := raise(t, settingsOver(false, true)[0], users)
	s.mentor(ada, nil)
	s.settle()
	tab, err := browser.Open(t.Context(), browser.Options{
		URL: s.box.URL() + "/?as=" + as + "#home", Width: w.width, Height: w.height, ProfileDir: t.TempDir(),
		Complain: func(err error) { t.Error(err) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	story(&visitor{stage: s, tab: tab})
	for _, line := range s.errors.all() {
		t.Errorf("logged as an error: %s", line)
	}
}

func (v *visitor) do(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

func (v *visitor) click(selector string)        { v.t.Helper(); v.do(v.tab.Click(selector)) }
func (v *visitor) write(selector, text string)  { v.t.Helper(); v.do(v.tab.Write(selector, text)) }
func (v *visitor) reads(selector, words string) { v.t.Helper(); v.do(v.tab.WaitText(selector, words)) }

// press presses the first button for an action in a part of the page: ".home", ".message-list" or ".modal".
func (v *visitor) press(part, action string) {
	v.t.Helper()
	v.click(part + " [data-action-id=" + action + "]")
}

// pick types into a select and takes the only entry that is left.
func (v *visitor) pick(block, text string) {
	v.t.Helper()
	field := ".modal [data-block-id=" + block + "]"
	v.write(field+" input", text)
	v.do(v.tab.Wait(fmt.Sprintf(`[...document.querySelectorAll(%s)].map(option => option.innerText.includes(%s)).join() === "true"`,
		browser.Quote(field+" [role=option]"), browser.Quote(text))))
	v.do(v.tab.Press(browser.Enter))
	v.do(v.tab.Wait(fmt.Sprintf(`(() => {
		const control = document.querySelector(%s);
		return (control.innerText + control.querySelector("input").value).includes(%s);
	})()`, browser.Quote(field+" .select-control"), browser.Quote(text))))
}

// add picks an entry of a select that takes several, and leaves its list, which stays open for more.
func (v *visitor) add(block, text string) {
	v.t.Helper()
	v.pick(block, text)
	v.do(v.tab.Press(browser.Escape))
}

// submit sends the modal with this title.
func (v *visitor) submit(title string) {
	v.t.Helper()
	v.reads(".modal h2", title)
	v.click("[data-modal=submit]")
}

// become switches to somebody else.
func (v *visitor) become(user, name string) {
	v.t.Helper()
	v.click("[data-persona-switch]")
	v.write(".palette input", name)
	v.click("[data-persona=" + user + "]")
	v.reads("[data-persona-switch]", name)
}

// setUpProfile walks a newcomer through the three pages.
func (v *visitor) setUpProfile() {
	v.t.Helper()
	v.reads(".home", "Welcome to mentoring, Mia")
	v.press(".home", "profile_open")
	v.reads(".modal h2", "Profile: basics")
	v.add("languages", "French")
	v.submit("Profile: basics")
	v.submit("Profile: work")
	v.reads(".modal h2", "Profile: skills")
	v.add("wishes", "Leadership")
	v.write(".modal [data-block-id=summary] textarea", "I build wells and pumps.")
	v.submit("Profile: skills")
	v.reads(".modal", "complete.")
}

// findAda searches from the profile's summary and adds the mentor found from the full profile.
func (v *visitor) findAda() {
	v.t.Helper()
	v.press(".modal", "find_open")
	v.reads(".modal h2", "Find a mentor")
	v.add("topics", "Leadership")
	v.submit("Find a mentor")
	v.reads(".modal", "1 mentor found")
	v.press(".modal", "person_open")
	v.reads(".modal h2", "Profile")
	v.press(".modal", "choice_add")
	v.reads(".modal", "On your choices.")
	v.click("[data-modal=back]")
	v.reads(".modal h2", "Mentors")
	v.reads(".modal", "On your choices.") // the list below has heard of it
}

func (v *visitor) sendRequest() {
	v.t.Helper()
	v.press(".modal", "choices_open")
	v.reads(".modal h2", "My choices")
	v.write(".modal [data-block-id=message] textarea", "I would like to learn to lead a team.")
	v.submit("My choices")
	v.reads(".modal", "1 of 1 asked.")
	v.click("[data-modal=close-all]")
	v.do(v.tab.WaitGone(".modal"))
}

func TestTheMainJourneyInABrowser(t *testing.T) {
	browse(t, mia, 1360, 900, func(v *visitor) {
		v.setUpProfile()
		v.findAda()
		v.sendRequest()

		v.become(ada, "Ada Osei")
		v.click("[data-tab=messages]")
		v.reads(".message-list", "I would like to learn to lead a team.")
		v.press(".message-list", "invitation_accept")
		v.click("[data-confirm=confirm]")
		v.reads(".message-list", "You said yes to Mia Wanjiru")

		v.press(".message-list", "session_book")
		v.reads(".modal h2", "Book a session")
		v.write(".modal [data-block-id=date] input", "06152026")
		v.write(".modal [data-block-id=time] input", "0900AM")
		v.reads(".modal", "For Mia: Mon 15 Jun 2026, 12:00 (EAT)")
		v.submit("Book a session")
		v.reads(".message-list", "Session with Mia Wanjiru booked")

		v.click("[data-tab=mail]")
		v.click("[data-mail]")
		v.reads("[data-ics]", "Introduction – mentoring with Mia Wanjiru")
		v.reads("[data-ics]", "Monday 15 June 2026, 09:00")

		v.become(mia, "Mia Wanjiru")
		v.click("[data-conversation][data-app]")
		v.click("[data-tab=home]")
		v.reads(".home", "Your next session with Ada Osei")
		v.press(".home", "conversation_open")
		v.reads(".message-list", "Welcome to your mentoring conversation")
	})
}

func TestAMentorAnswersOnAPhone(t *testing.T) {
	browse(t, ada, 390, 844, func(v *visitor) {
		v.member(mia)
		v.asks(mia, "I would like to learn to lead a team.", ada)
		v.settle()

		v.reads(".home", "Mia Wanjiru is waiting for your answer.")
		v.press(".home", "invitation_open")
		v.reads(".modal", "I would like to learn to lead a team.")
		v.do(v.tab.Wait(`document.documentElement.scrollWidth <= innerWidth`)) // nothing is cut off at the side
		v.press(".modal", "invitation_decline")
		v.reads(".modal h2", "Decline request")
		v.pick("reason", "No time")
		v.write(".modal [data-block-id=text] textarea", "My plate is full until autumn.")
		v.submit("Decline request")
		v.do(v.tab.WaitGone(".modal"))
		v.do(v.tab.Wait(`!document.querySelector(".home").innerText.includes("is waiting for your answer")`))

		v.become(mia, "Mia Wanjiru")
		v.reads(".home", "Nobody on your list could take you this time")
	})
}
