package slacksim

import (
	"cmp"
	"encoding/json"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"mentorbot/slacksim/blockkit"
)

// AnyImageHost in Options.ImageHosts stands for every host that could be on the internet.
const AnyImageHost = "*"

// slackImageHosts serve the pictures that Slack itself names: uploaded ones, emoji and those of people without one.
var slackImageHosts = []string{"avatars.slack-edge.com", "a.slack-edge.com", "emoji.slack-edge.com", "secure.gravatar.com"}

// pictureTypes are the files that Slack shows as an image.
var pictureTypes = []string{"png", "jpg", "gif"}

// checkImages refuses blocks with a picture Slack could not get. The code is that of the call. The caller holds s.mu.
func (s *Server) checkImages(code string, blocks json.RawMessage, root string) *apiError {
	var found []blockkit.Problem
	for _, image := range blockkit.Images(blocks, root) {
		if refusal := s.imageRefusal(image); refusal != "" {
			found = append(found, blockkit.Problem{Pointer: image.Pointer, Message: refusal})
		}
	}
	return problems(code, found)
}

// imageRefusal says why Slack could not get a picture, "" when it could.
func (s *Server) imageRefusal(image blockkit.Image) string {
	spoiled := s.faults.spoils(cmp.Or(image.URL, image.FileURL, image.FileID))
	switch {
	case image.URL == "" && (spoiled || !s.isPicture(image)):
		return "invalid slack file"
	case image.URL != "" && (spoiled || !s.downloadable(image.URL)):
		return "downloading image failed"
	}
	return ""
}

// isPicture tells whether a slack_file is a picture that was uploaded and completed.
func (s *Server) isPicture(image blockkit.Image) bool {
	f := s.files[image.FileID]
	if image.FileID == "" {
		id, own := strings.CutPrefix(image.FileURL, s.url("/files/"))
		if f = s.files[id]; !own {
			return false
		}
	}
	if f == nil || !f.complete {
		return false
	}
	kind, _ := fileType(f.name)
	return slices.Contains(pictureTypes, kind)
}

// downloadable tells whether Slack could download a picture from an address. Nothing is fetched: the simulator's own address
// has the pictures of its people and nothing else that needs no token; elsewhere the host decides.
func (s *Server) downloadable(address string) bool {
	if name, own := strings.CutPrefix(address, s.url("/avatars/")); own {
		return s.users[strings.TrimSuffix(name, ".svg")] != nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	known := func(name string) bool { return name == host || name == AnyImageHost }
	return onInternet(host) && (slices.Contains(slackImageHosts, host) || slices.ContainsFunc(s.opt.ImageHosts, known))
}

// carrierNAT are the addresses behind a provider's gateway (RFC 6598), which netip does not count as private.
var carrierNAT = netip.MustParsePrefix("100.64.0.0/10")

// onInternet tells hosts that could be reached from anywhere from those that cannot: names without a dot, names reserved for
// local use, and private, loopback and link-local addresses.
func onInternet(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		ip = ip.Unmap()
		return ip.IsGlobalUnicast() && !ip.IsPrivate() && !carrierNAT.Contains(ip)
	}
	if !strings.Contains(host, ".") {
		return false
	}
	local := func(suffix string) bool { return strings.HasSuffix(host, suffix) }
	return !slices.ContainsFunc([]string{".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test", ".invalid"}, local)
}
