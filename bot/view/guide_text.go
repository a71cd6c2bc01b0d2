package view

import (
	"strings"
)

// guideText is a guide taken apart for Slack; how it is written, [i18n.Localizer.Guide] says.
type guideText struct {
	Title   string // for plain text
	Summary string // for mrkdwn
	Pages   [][]string
}

// Bounds of what is shown of a guide at a time. A modal has 100 blocks, of which a form may need most.
const (
	maxGuideParts = 40  // sections of a page
	maxGuideLine  = 550 // of a line as it is written: escaped it may be five times as long, and has to fit in a section
)

// starterGuide takes a guide of the product apart, whose words are safe.
func starterGuide(raw string) guideText {
	head, body, _ := strings.Cut(strings.TrimSpace(raw), "\n")
	summary, body, _ := strings.Cut(body, "\n")
	return guideText{
		Title:   strings.TrimPrefix(head, "# "),
		Summary: strings.TrimPrefix(summary, "> "),
		Pages:   guidePages(body, func(line string) string { return line }),
	}
}

// guidePages makes pages of sections of a text: a section for each chapter, and more where one would be too long. safe makes a line of the
// text safe.
func guidePages(text string, safe func(string) string) [][]string {
	var pages [][]string
	for page := range strings.SplitSeq("\n"+text+"\n", "\n---\n") {
		var parts []string
		for i, chapter := range strings.Split("\n"+page, "\n## ") {
			parts = append(parts, guideChapter(chapter, i > 0, safe)...)
		}
		for len(parts) > maxGuideParts {
			pages, parts = append(pages, parts[:maxGuideParts]), parts[maxGuideParts:]
		}
		if len(parts) > 0 {
			pages = append(pages, parts)
		}
	}
	return pages
}

// guideChapter makes sections of a chapter, the first line of which is its title where it has one.
func guideChapter(chapter string, titled bool, safe func(string) string) []string {
	var parts []string
	part := ""
	for i, line := range strings.Split(strings.Trim(chapter, "\n"), "\n") {
		for _, piece := range pieces(line) {
			text := guideLine(piece, safe)
			if titled && i == 0 {
				text = bold(text)
			}
			if len([]rune(part))+len([]rune(text)) >= maxSection {
				parts, part = append(parts, part), ""
			}
			part += text + "\n"
		}
	}
	if part = strings.TrimSpace(part); part != "" {
		parts = append(parts, part)
	}
	return parts
}

// guideLine is a line as Slack shows it: a point, a quotation or neither.
func guideLine(line string, safe func(string) string) string {
	if point, is := strings.CutPrefix(line, "- "); is {
		return "• " + safe(point)
	}
	if words, is := strings.CutPrefix(line, "> "); is {
		return "> " + safe(words)
	}
	return safe(line)
}

// pieces breaks a line that is too long at a space where there is one.
func pieces(line string) []string {
	var all []string
	runes := []rune(line)
	for len(runes) > maxGuideLine {
		end := maxGuideLine
		if space := strings.LastIndexByte(string(runes[:end]), ' '); space > 0 {
			end = len([]rune(string(runes[:end])[:space]))
		}
		all, runes = append(all, string(runes[:end])), runes[end:]
	}
	return append(all, string(runes))
}
