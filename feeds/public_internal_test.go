package feeds

import (
	"net/http"
	"net/netip"
	"testing"
)

func TestOnlyTheInternetIsPublic(t *testing.T) {
	for _, text := range []string{
		"0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
		"172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
		"203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
		"2001::1", "2001:db8::1", "2002:a00:1::1", "3fff::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
	} {
		if public(netip.MustParseAddr(text)) {
			t.Errorf("%s counts as public", text)
		}
	}
	for _, text := range []string{"1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "198.20.0.1", "223.255.255.255", "::ffff:1.1.1.1", "2606:4700::1111", "2a00:1450::1"} {
		if !public(netip.MustParseAddr(text)) {
			t.Errorf("%s does not count as public", text)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address counts as public")
	}
}

func TestOnlyThePortOfHTTPSIsAsked(t *testing.T) {
	var c Config
	for address, ok := range map[string]bool{
		"1.1.1.1:443": true, "[2606:4700::1111]:443": true, "1.1.1.1:22": false, "1.1.1.1:8443": false, "10.0.0.1:443": false,
		"[::ffff:10.0.0.1]:443": false, "somewhere:443": false,
	} {
		if err := c.check("tcp", address, nil); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestNoProxyIsAsked(t *testing.T) {
	transport, ok := New(Config{}).http.Transport.(*http.Transport)
	if !ok || transport.Proxy != nil {
		t.Error("a proxy would resolve names where nobody checks them")
	}
}
