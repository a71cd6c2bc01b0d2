package blockkit

import (
	"encoding/json"
	"fmt"
)

// Image is a picture that blocks name.
type Image struct {
	// Pointer is the JSON pointer of the address or the file, such as "/blocks/1/image_url".
	Pointer string
	// URL is what Slack would download; empty for a file in Slack.
	URL string
	// FileID and FileURL name a file in Slack; one of them is given.
	FileID, FileURL string
}

// Images lists the pictures of blocks, in order: image blocks, images beside sections, images in context blocks. The root is
// the pointer of the array.
func Images(blocks json.RawMessage, root string) []Image {
	v, err := decode(blocks)
	if err != nil {
		return nil
	}
	items, _ := v.([]any)
	var found []Image
	for i, item := range items {
		block, _ := item.(map[string]any)
		at := fmt.Sprintf("%s/%d", root, i)
		switch block["type"] {
		case "image":
			found = appendImage(found, block, at)
		case "section":
			found = appendImage(found, block["accessory"], at+"/accessory")
		case "context":
			elements, _ := block["elements"].([]any)
			for j, el := range elements {
				found = appendImage(found, el, fmt.Sprintf("%s/elements/%d", at, j))
			}
		}
	}
	return found
}

func appendImage(found []Image, v any, at string) []Image {
	obj, _ := v.(map[string]any)
	if obj["type"] != "image" {
		return found
	}
	if address := text(obj, "image_url"); address != "" {
		return append(found, Image{Pointer: at + "/image_url", URL: address})
	}
	file, _ := obj["slack_file"].(map[string]any)
	return append(found, Image{Pointer: at + "/slack_file", FileID: text(file, "id"), FileURL: text(file, "url")})
}
