package calendar

import (
	"bytes"
	"unicode/utf8"
)

// maxLine is the longest physical line in octets, without its line break (RFC 5545 section 3.1).
const maxLine = 75

// fold breaks long content lines: a line break and one space, which counts for the next line. UTF-8 sequences stay whole, because
// some clients decode before they unfold. Input and output lines end with CRLF.
func fold(content []byte) []byte {
	var folded bytes.Buffer
	folded.Grow(len(content) + len(content)/maxLine*3)
	for line := range bytes.SplitAfterSeq(content, []byte("\r\n")) {
		foldLine(&folded, bytes.TrimSuffix(line, []byte("\r\n")))
		if bytes.HasSuffix(line, []byte("\r\n")) {
			folded.WriteString("\r\n")
		}
	}
	return folded.Bytes()
}

func foldLine(to *bytes.Buffer, line []byte) {
	room := maxLine
	for len(line) > room {
		cut := wholeRunes(line, room)
		to.Write(line[:cut])
		to.WriteString("\r\n ")
		line = line[cut:]
		room = maxLine - 1
	}
	to.Write(line)
}

// wholeRunes is the length of the longest prefix of at most limit octets that splits no UTF-8 sequence.
func wholeRunes(line []byte, limit int) int {
	for cut := limit; cut > limit-utf8.UTFMax; cut-- {
		if utf8.RuneStart(line[cut]) {
			return cut
		}
	}
	return limit // not UTF-8
}
