package core

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"mentorbot/core/matching"
)

// clean trims text from outside and drops what cannot be seen; line breaks become \n.
func clean(text string) string {
	text = strings.ToValidUTF8(text, "")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, text))
}

// unseen reports what no text of people needs and some use to deceive: controls but for the line break, overrides of the direction of
// writing, which make a text read as another one (UTS 39, "Unicode Security Mechanisms"), and characters without width, which make two
// texts look the same. Joiners stay: emoji and several scripts are written with them.
func unseen(r rune) bool {
	switch {
	case r == '\n':
		return false
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return true
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return r == '\u200B' || r == '\u2060' || r == '\uFEFF'
}

// cleanLine is clean for text of one line.
func cleanLine(text string) string { return strings.Join(strings.Fields(clean(text)), " ") }

// checkLength refuses text of more than limit code points.
func checkLength(field, text string, limit int) *Error {
	if utf8.RuneCountInString(text) <= limit {
		return nil
	}
	return &Error{Kind: Invalid, Code: CodeTooLong, Field: field, Args: map[string]any{"Limit": limit}}
}

// checkName refuses an empty name, one that compares equal to any other because it has neither letter nor digit, and one that is too long.
func checkName(field, name string, limit int) *Error {
	if e := checkRequired(field, name); e != nil {
		return e
	}
	if matching.Normalize(name) == "" {
		return invalid(field, CodeSearchName)
	}
	return checkLength(field, name, limit)
}

func checkRequired(field, text string) *Error {
	if text == "" {
		return invalid(field, CodeRequired)
	}
	return nil
}

// cleanTerms cleans a list of free terms, dropping empty ones and those that mean the same as an earlier one.
func cleanTerms(terms []string) []string {
	seen := map[string]bool{}
	var kept []string
	for _, t := range terms {
		t = cleanLine(t)
		key := matching.Normalize(t)
		if key == "" || seen[key] {
			continue
		}
		seen[key] = true
		kept = append(kept, t)
	}
	return kept
}

func checkTerms(field string, terms []string) *Error {
	if len(terms) > MaxTerms {
		return &Error{Kind: Invalid, Code: CodeTooMany, Field: field, Args: map[string]any{"Limit": MaxTerms}}
	}
	for _, t := range terms {
		if e := checkLength(field, t, MaxTermLength); e != nil {
			return e
		}
	}
	return nil
}

func checkKnown(field string, vocabulary []string, values ...string) *Error {
	for _, v := range values {
		if v != "" && !known(vocabulary, v) {
			return invalid(field, CodeUnknownOption)
		}
	}
	return nil
}

// checkLink accepts an absolute https address without credentials.
func checkLink(field, link string) *Error {
	if link == "" {
		return nil
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || strings.ContainsAny(link, " <>|\"") {
		return invalid(field, CodeBadURL)
	}
	return checkLength(field, link, 500)
}

// checkLinkedIn accepts a profile address on linkedin.com or one of its subdomains.
func checkLinkedIn(field, link string) *Error {
	if e := checkLink(field, link); e != nil || link == "" {
		return e
	}
	u, err := url.Parse(link)
	if err != nil {
		return invalid(field, CodeBadURL)
	}
	host := strings.ToLower(u.Hostname())
	if host != "linkedin.com" && !strings.HasSuffix(host, ".linkedin.com") {
		return invalid(field, CodeBadURL)
	}
	return nil
}
