package slacksim_test

import (
	"strings"
	"testing"

	"mentorbot/slacksim"
)

const failedDownload = "[ERROR] downloading image failed [json-pointer:"

func image(address string) dict { return dict{"type": "image", "alt_text": "A", "image_url": address} }

func TestImagesSlackCannotReachAreRefused(t *testing.T) {
	s := start(t, func(opt *slacksim.Options) { opt.ImageHosts = []string{"pictures.example.org"} })
	anywhere := start(t, func(opt *slacksim.Options) { opt.ImageHosts = []string{slacksim.AnyImageHost} })
	for address, c := range map[string]struct{ listed, any bool }{
		s.url + "/avatars/" + ana + ".svg":               {true, false},
		s.url + "/avatars/U404.svg":                      {false, false},
		s.url + "/":                                      {false, false},
		"https://pictures.example.org/a.png":             {true, true},
		"http://PICTURES.example.org:8080/a.png":         {true, true},
		"https://avatars.slack-edge.com/a.png":           {true, true},
		"https://secure.gravatar.com/avatar/0":           {true, true},
		"https://other.example.org/a.png":                {false, true},
		"https://pictures.example.org.evil.example/a.pn": {false, true},
		"https://93.184.216.34/a.png":                    {false, true},
		"http://127.0.0.1:9/a.png":                       {false, false},
		"http://[::1]/a.png":                             {false, false},
		"http://[::ffff:10.0.0.1]/a.png":                 {false, false},
		"http://10.1.2.3/a.png":                          {false, false},
		"http://169.254.169.254/latest":                  {false, false},
		"http://100.64.1.1/a.png":                        {false, false},
		"http://0.0.0.0/a.png":                           {false, false},
		"http://localhost/a.png":                         {false, false},
		"http://intranet/a.png":                          {false, false},
		"http://wiki.internal/a.png":                     {false, false},
		"http://printer.local./a.png":                    {false, false},
	} {
		blocks := []dict{section("x"), image(address)}
		for server, passes := range map[*sim]bool{s: c.listed, anywhere: c.any} {
			want := ""
			if !passes {
				want = "invalid_blocks " + failedDownload + "/blocks/1/image_url]"
			}
			if got := problem(server.api("chat.postMessage", dict{"channel": ana, "text": "x", "blocks": blocks})); got != want {
				t.Errorf("%s with hosts of its own %v: %q, want %q", address, server == s, got, want)
			}
		}
	}
	if got := problem(s.api("chat.postMessage", dict{"channel": ana, "text": "x", "blocks": []dict{image("ftp://pictures.example.org/a.png")}})); !strings.HasPrefix(got, "invalid_blocks") {
		t.Errorf("an address that is not of the web: %q", got)
	}
}

func TestImagesAreCheckedWhereverTheyStand(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	bad := image("https://other.example.org/a.png")
	beside := section("x")
	beside["accessory"] = bad
	context := dict{"type": "context", "elements": []dict{plain("x"), bad}}
	for place, block := range map[string]dict{"/0/image_url": bad, "/0/accessory/image_url": beside, "/0/elements/1/image_url": context} {
		blocks := []dict{block}
		for method, args := range map[string]dict{
			"chat.postMessage":   {"channel": ana, "text": "x", "blocks": blocks},
			"chat.postEphemeral": {"channel": s.dm(ana), "user": ana, "text": "x", "blocks": blocks},
			"chat.update": {"channel": s.dm(ana), "text": "x", "blocks": blocks,
				"ts": at(s.must("chat.postMessage", dict{"channel": ana, "text": "x"}), "ts")},
		} {
			if got := problem(s.api(method, args)); got != "invalid_blocks "+failedDownload+"/blocks"+place+"]" {
				t.Errorf("%s, %s: %q", method, place, got)
			}
		}
		for method, args := range map[string]dict{
			"views.open":    {"trigger_id": s.trigger(a, ana), "view": modal(blocks...)},
			"views.publish": {"user_id": ana, "view": home(blocks...)},
		} {
			if got := problem(s.api(method, args)); got != "invalid_arguments "+failedDownload+"/view/blocks"+place+"]" {
				t.Errorf("%s, %s: %q", method, place, got)
			}
		}
	}
}

func TestAFaultMakesImagesFail(t *testing.T) {
	s := start(t, nil)
	picture := func(user string) string {
		return problem(s.api("chat.postMessage", dict{"channel": ana, "text": "x", "blocks": []dict{image(s.url + "/avatars/" + user + ".svg")}}))
	}
	s.act("faults", dict{"kind": "image", "image": ana})
	if got := picture(ben); got != "" {
		t.Errorf("another picture: %q", got)
	}
	if got := picture(ana); !strings.Contains(got, failedDownload) {
		t.Errorf("the picture meant: %q", got)
	}
	if got := picture(ana); got != "" {
		t.Errorf("afterwards: %q", got)
	}
	if got := s.server.FaultCounts()["image"]; got != 1 {
		t.Errorf("%d pictures failed, want 1", got)
	}
}

func TestFilesInBlocksMustBePictures(t *testing.T) {
	s := start(t, nil)
	share := func(name string, complete bool) string {
		announced := s.must("files.getUploadURLExternal", dict{"filename": name, "length": "4"})
		s.do(s.request("POST", announced["upload_url"].(string), "", []byte("data")))
		id := announced["file_id"].(string)
		if complete {
			s.must("files.completeUploadExternal", dict{"files": []dict{{"id": id}}, "channel_id": s.dm(ana)})
		}
		return id
	}
	picture := share("a.png", true)
	for name, c := range map[string]struct {
		file dict
		want string
	}{
		"a picture":          {dict{"id": picture}, ""},
		"by its address":     {dict{"url": s.url + "/files/" + picture}, ""},
		"unknown":            {dict{"id": "F404"}, "invalid slack file"},
		"a table":            {dict{"id": share("a.csv", true)}, "invalid slack file"},
		"not completed":      {dict{"id": share("b.png", false)}, "invalid slack file"},
		"an address outside": {dict{"url": "https://example.org/a.png"}, "invalid slack file"},
	} {
		want := c.want
		if want != "" {
			want = "invalid_blocks [ERROR] " + want + " [json-pointer:/blocks/0/slack_file]"
		}
		blocks := []dict{{"type": "image", "alt_text": "A", "slack_file": c.file}}
		if got := problem(s.api("chat.postMessage", dict{"channel": ana, "text": "x", "blocks": blocks})); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
