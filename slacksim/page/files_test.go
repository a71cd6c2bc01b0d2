package page_test

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// disk writes files to choose from in the browser and returns their paths.
func disk(t *testing.T, files map[string]string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	paths := map[string]string{}
	for name, text := range files {
		paths[name] = filepath.Join(dir, name)
		if err := os.WriteFile(paths[name], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// pick chooses files in the file input of a block.
func (p *tab) pick(block string, paths ...string) {
	p.t.Helper()
	p.do(chromedp.SetUploadFiles(chromedp.CSS("[data-block-id="+block+"] input[type=file]"), paths))
}

func TestFilesAreUploadedInAModal(t *testing.T) {
	app := openLunch(t)
	paths := disk(t, map[string]string{"soup.txt": "Water.", "bread.csv": "flour,500\n", "cake.exe": "MZ", "salt.txt": "Salt."})
	page := openTab(t, app.simulator+"/?as=UANA#messages", desktopWidth, desktopHeight)
	page.write("[data-composer]", "/lunch recipe")
	page.click("[data-composer-send]")
	page.waitText(".modal h2", "Your recipe")
	page.click("[data-modal=submit]")
	page.waitText("[data-error=recipe]", "Please complete this required field.")

	page.pick("recipe", paths["cake.exe"])
	page.waitText("[data-block-id=recipe]", "cake.exe cannot be used here. Allowed: txt, csv.")
	page.pick("recipe", paths["soup.txt"], paths["bread.csv"])
	page.waitText("[data-block-id=recipe]", "bread.csv")
	page.waitFor(`document.querySelector('[data-block-id=recipe] .files > button').disabled`)
	page.click("[data-block-id=recipe] [aria-label='Remove soup.txt']")
	page.pick("recipe", paths["soup.txt"], paths["salt.txt"])
	page.waitText("[data-block-id=recipe]", "You can add at most 2 files.")
	page.click("[data-modal=submit]")
	page.waitGone(".modal")

	var values map[string]map[string]struct {
		Files []struct{ Name, Mimetype string }
	}
	raw := <-app.submitted
	if err := json.Unmarshal(raw, &values); err != nil {
		t.Fatal(err)
	}
	files := values["recipe"]["v"].Files
	if len(files) != 1 || files[0].Name != "bread.csv" || files[0].Mimetype != "text/csv" {
		t.Fatalf("submitted %s", raw)
	}
	if got := app.download(raw); got != "flour,500\n" {
		t.Errorf("the app downloads %q", got)
	}
}

// download reads the first file of a submitted recipe as the app does, with its token.
func (l *lunch) download(values json.RawMessage) string {
	var state map[string]map[string]struct {
		Files []struct {
			URL string `json:"url_private_download"`
		} `json:"files"`
	}
	if err := json.Unmarshal(values, &state); err != nil {
		l.t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodGet, state["recipe"]["v"].Files[0].URL, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer xoxb-lunch")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		l.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return string(text)
}
