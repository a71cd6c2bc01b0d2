package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"
)

// header is a screen's or message's title line.
func header(text string) slack.Block { return slack.NewHeaderBlock(plain(text, maxHeader)) }

// section shows text whose foreign parts are escaped already.
func section(safe string) *slack.SectionBlock {
	return slack.NewSectionBlock(mrkdwn(safe), nil, nil)
}

// sectionWith shows text with one element beside it.
func sectionWith(safe string, beside slack.BlockElement) *slack.SectionBlock {
	return slack.NewSectionBlock(mrkdwn(safe), nil, slack.NewAccessory(beside))
}

// smallPrint shows small print.
func smallPrint(safe string) slack.Block { return slack.NewContextBlock("", mrkdwn(safe)) }

func divider() slack.Block { return slack.NewDividerBlock() }

// lines joins the lines that say something.
func lines(all ...string) string {
	var kept []string
	for _, line := range all {
		if strings.TrimSpace(line) != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// dotted joins short facts on one line.
func dotted(facts ...string) string {
	var kept []string
	for _, fact := range facts {
		if fact != "" {
			kept = append(kept, fact)
		}
	}
	return strings.Join(kept, " · ")
}

// actions is a row of buttons.
func actions(buttons ...*slack.ButtonBlockElement) slack.Block {
	row := make([]slack.BlockElement, 0, len(buttons))
	for _, b := range buttons {
		row = append(row, b)
	}
	return slack.NewActionBlock("", row...)
}

// button is labelled with the text of a key.
func (f For) button(action, key string, m Meta) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(action, m.Encode(), plain(f.L.T(key), maxButtonText))
}

// primary marks the one button of a screen that most people will want.
func primary(b *slack.ButtonBlockElement) *slack.ButtonBlockElement {
	return b.WithStyle(slack.StylePrimary)
}

// about tells a screen reader whom or what one of several equal buttons is for.
func about(b *slack.ButtonBlockElement, subject string) *slack.ButtonBlockElement {
	b.AccessibilityLabel = clip(inline(b.Text.Text+": "+subject), maxButtonText)
	return b
}

// linkButton opens an address; nil when it is none Slack accepts.
func (f For) linkButton(action, key, address string) *slack.ButtonBlockElement {
	if !webAddress(address) {
		return nil
	}
	return slack.NewButtonBlockElement(action, "", plain(f.L.T(key), maxButtonText)).WithURL(address)
}

// row is a row of the buttons that are there; nothing when none is.
func row(buttons ...*slack.ButtonBlockElement) []slack.Block {
	var there []*slack.ButtonBlockElement
	for _, b := range buttons {
		if b != nil {
			there = append(there, b)
		}
	}
	if len(there) == 0 {
		return nil
	}
	return []slack.Block{actions(there...)}
}

// confirm is a dialog before something that cannot be taken back. Its texts are "<prefix>.title", ".text", ".yes" and ".no".
func (f For) confirm(prefix string, style slack.Style, args ...any) *slack.ConfirmationBlockObject {
	return slack.NewConfirmationBlockObject(
		plain(f.L.T(prefix+".title", args...), 100),
		plain(f.L.T(prefix+".text", args...), maxConfirmText),
		plain(f.L.T(prefix+".yes"), 30),
		plain(f.L.T(prefix+".no"), 30),
	).WithStyle(style)
}

// picture shows a person's picture; nil when there is no address Slack can load.
func picture(address, name string) *slack.ImageBlockElement {
	if !webAddress(address) {
		return nil
	}
	return slack.NewImageBlockElement(address, orDash(clip(inline(name), maxAltText)))
}

// guard keeps a surface below its number of blocks and says that something was left out.
func (f For) guard(blocks []slack.Block, limit int) []slack.Block {
	if len(blocks) <= limit {
		return blocks
	}
	return append(blocks[:limit-1:limit-1], smallPrint(f.L.T("more.hidden")))
}

// Numbers of blocks Slack takes (slack.md 1.2 and 1.3).
const (
	maxMessageBlocks = 50
	maxViewBlocks    = 100
)

// modal is a modal that is only read. Its title is the text "<prefix>.title"; Close goes back to what is under it.
func (f For) modal(callback, prefix string, blocks []slack.Block) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type:       slack.VTModal,
		CallbackID: callback,
		Title:      plain(f.L.T(prefix+".title"), maxModalTitle),
		Close:      plain(f.L.T("button.close"), maxModalTitle),
		Blocks:     slack.Blocks{BlockSet: f.guard(blocks, maxViewBlocks)},
	}
}

// form is a modal that is submitted; the button says what that does ("<prefix>.submit").
func (f For) form(callback, prefix string, m Meta, blocks []slack.Block) slack.ModalViewRequest {
	v := f.modal(callback, prefix, blocks)
	v.Submit = plain(f.L.T(prefix+".submit"), maxModalTitle)
	v.Close = plain(f.L.T("button.cancel"), maxModalTitle)
	v.PrivateMetadata = m.Encode()
	return v
}

// percent writes "60%".
func (f For) percent(n int) string { return f.L.T("percent", "n", n) }

// score writes "82/100".
func score(total int) string { return fmt.Sprintf("%d/100", total) }
