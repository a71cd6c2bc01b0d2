package slacksim

import (
	"fmt"
	"hash/fnv"
	"html"
	"net/http"
	"strings"
	"unicode"
)

// avatar is the picture of a person: initials on a calm colour of their own.
const avatar = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 192 192" role="img" aria-label="%s">` +
	`<rect width="192" height="192" fill="hsl(%d 42%% 42%%)"/>` +
	`<text x="96" y="96" dy=".35em" text-anchor="middle" fill="#fff" font-family="system-ui,sans-serif" font-size="76" font-weight="600">%s</text></svg>`

// serveAvatar answers /avatars/USER.svg.
func (s *Server) serveAvatar(w http.ResponseWriter, r *http.Request) {
	id, svg := strings.CutSuffix(r.PathValue("name"), ".svg")
	s.mu.Lock()
	u := s.users[id]
	var name string
	if u != nil {
		name = u.RealName
	}
	s.mu.Unlock()
	if u == nil || !svg {
		http.NotFound(w, r)
		return
	}
	hue := fnv.New32a()
	_, _ = hue.Write([]byte(id))
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "max-age=300")
	fmt.Fprintf(w, avatar, html.EscapeString(name), hue.Sum32()%360, html.EscapeString(initials(name)))
}

// initials returns the first letters of the first and the last name.
func initials(name string) string {
	words := strings.FieldsFunc(name, unicode.IsSpace)
	var out []rune
	for i, word := range words {
		if i == 0 || i == len(words)-1 {
			out = append(out, unicode.ToUpper([]rune(word)[0]))
		}
	}
	return string(out)
}
