package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"

	"mentorbot/cmd/internal/browser"
)

// picture is one screenshot: who looks at what, how to come there, and how large.
type picture struct {
	file          string
	as            string
	at            string // the page's fragment
	width, height int64
	walk          func(*browser.Tab) error
}

// pictures are all of them. The two that stand side by side in the README are narrower, and high enough for their buttons.
func pictures() []picture {
	return []picture{
		{"home.png", "UAARAV", "#home", 1360, 900, func(tab *browser.Tab) error { return tab.WaitText(".home", "Upcoming sessions") }},
		{"request.png", "UAMARA", "#messages", 1000, 1040, lookAtRequest},
		{"search.png", "USOFIA", "#messages", 1000, 1040, search},
		{"pairing.png", "UELENI", "#home", 1360, 1040, lookAtRun},
		{"french.png", "UCLAIRE", "#home", 1360, 900, func(tab *browser.Tab) error { return tab.WaitText(".home", "attend votre réponse") }},
		{"mailbox.png", "UAARAV", "#mail", 1360, 900, func(tab *browser.Tab) error {
			return walk(func() error { return tab.Click("[data-mail]") }, func() error { return tab.WaitText("[data-ics]", "Introduction") })
		}},
	}
}

// lookAtRequest brings a request into sight as a whole.
func lookAtRequest(tab *browser.Tab) error {
	return walk(
		func() error { return tab.WaitText(".message-list", "Jonas Lindqvist asks you") },
		func() error {
			return tab.Run(`[...document.querySelectorAll(".message-list [data-message-ts]")]
				.find(m => m.innerText.includes("Jonas Lindqvist asks you")).scrollIntoView({block: "start"})`)
		},
	)
}

// lookAtRun goes to the draft of a pairing run that waits for its programme's team.
func lookAtRun(tab *browser.Tab) error {
	var steps []func() error
	for _, action := range []string{"program_open", "pairings_open", "run_open"} {
		steps = append(steps, func() error { return tab.Click(".modal [data-action-id=" + action + "]") })
	}
	return walk(
		func() error { return tab.Click(".home [data-action-id=admin_open]") },
		func() error { return walk(steps...) },
		func() error { return tab.WaitText(".modal", "Load per mentor") },
	)
}

// search looks for mentors who help with public speaking.
func search(tab *browser.Tab) error {
	return walk(
		func() error { return tab.Write("[data-composer]", "/mentor find ") },
		func() error { return tab.Click("[data-composer-send]") },
		func() error { return tab.WaitText(".modal h2", "Find a mentor") },
		func() error { return tab.Write(".modal [data-block-id=topics] input", "public speaking") },
		func() error {
			return tab.Wait(`document.querySelectorAll("[data-block-id=topics] [role=option]").length === 1`)
		},
		func() error { return tab.Press(browser.Enter + browser.Escape) },
		func() error { return tab.Click("[data-modal=submit]") },
		func() error { return tab.WaitText(".modal", "mentors found") },
	)
}

// walk takes steps until one fails.
func walk(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// settle waits for movements to end. The focus and the distance of the simulated clock from today would be different every time.
const settle = `(async () => {
	document.activeElement.blur();
	document.querySelector(".clock-offset")?.remove();
	await Promise.all(document.getAnimations().map(one => one.finished));
})()`

func (p picture) take(tab *browser.Tab, url string) error {
	err := walk(
		func() error { return tab.Resize(p.width, p.height) },
		func() error { return tab.Go(url + "/?as=" + p.as + p.at) },
		func() error { return p.walk(tab) },
		func() error { return tab.Run(settle) },
	)
	if err != nil {
		return err
	}
	shot, err := tab.Screenshot()
	if err != nil {
		return err
	}
	small, err := shrink(shot)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d KB\n", p.file, len(small)/1024)
	return os.WriteFile(filepath.Join(directory, p.file), small, 0o644)
}

// shrink writes a picture with the 256 colours it uses most, each other colour as the nearest of them. Screenshots have few colours
// besides the shades at the edges of letters: nobody sees the difference, and the file is a third of the size.
func shrink(shot []byte) ([]byte, error) {
	full, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		return nil, fmt.Errorf("read screenshot: %w", err)
	}
	small := image.NewPaletted(full.Bounds(), palette(full))
	draw.Draw(small, small.Bounds(), full, full.Bounds().Min, draw.Src)
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, small); err != nil {
		return nil, fmt.Errorf("write picture: %w", err)
	}
	return out.Bytes(), nil
}

// palette is the colours a picture uses most.
func palette(of image.Image) color.Palette {
	counts := map[color.RGBA]int{}
	bounds := of.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			counts[color.RGBAModel.Convert(of.At(x, y)).(color.RGBA)]++
		}
	}
	var colours []color.RGBA
	for c := range counts {
		colours = append(colours, c)
	}
	slices.SortFunc(colours, func(a, b color.RGBA) int { return counts[b] - counts[a] })
	var most color.Palette
	for _, c := range colours[:min(len(colours), 256)] {
		most = append(most, c)
	}
	return most
}
