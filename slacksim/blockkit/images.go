package blockkit

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

// CheckImages refuses the images that Slack could not download: Slack fetches every image_url when blocks are sent, and
// cannot reach a private address. It is apart from CheckBlocks because only the caller knows what is reachable;
// PublicURL is the answer for real Slack. The root is that of CheckBlocks.
func CheckImages(raw json.RawMessage, root string, reachable func(url string) bool) []Problem {
	v, err := decode(raw)
	if err != nil {
		return nil
	}
	var problems []Problem
	items, _ := v.([]any)
	for i, item := range items {
		walkImages(fmt.Sprintf("%s/%d", root, i), item, func(at, address string) {
			if !reachable(address) {
				problems = append(problems, Problem{at, "downloading image failed"})
			}
		})
	}
	return problems
}

// walkImages visits the image addresses of a block: its own, its accessory's and those of its elements.
func walkImages(at string, v any, visit func(at, address string)) {
	block, _ := v.(map[string]any)
	if address, ok := block["image_url"].(string); ok {
		visit(at+"/image_url", address)
	}
	accessory, _ := block["accessory"].(map[string]any)
	if address, ok := accessory["image_url"].(string); ok {
		visit(at+"/accessory/image_url", address)
	}
	elements, _ := block["elements"].([]any)
	for i, el := range elements {
		obj, _ := el.(map[string]any)
		if address, ok := obj["image_url"].(string); ok {
			visit(fmt.Sprintf("%s/elements/%d/image_url", at, i), address)
		}
	}
}

// PublicURL tells a web address that Slack's servers may be able to reach: not a loopback, private or link-local
// address, and no host name without a dot.
func PublicURL(address string) bool {
	if !isURL(address) {
		return false
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := strings.TrimSuffix(u.Hostname(), ".")
	if ip, err := netip.ParseAddr(host); err == nil {
		ip = ip.Unmap()
		return ip.IsGlobalUnicast() && !ip.IsPrivate()
	}
	return strings.Contains(host, ".") && !strings.HasSuffix(host, ".localhost") && !strings.HasSuffix(host, ".local")
}
