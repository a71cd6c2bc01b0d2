package view

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// MyData says what people can do with what is stored about them. sent says that it is on its way to them.
func (f For) MyData(sent bool) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("my_data.intro")), section(f.L.T("my_data.export"))}
	if sent {
		blocks = append(blocks, section(f.L.T("my_data.sent")))
	} else {
		blocks = append(blocks, actions(f.button(ActionExportData, "button.export_data", Meta{})))
	}
	erase := f.button(ActionOpenErasure, "button.erase", Meta{}).WithStyle(slack.StyleDanger)
	blocks = append(blocks, divider(), section(f.L.T("my_data.erase")), actions(erase))
	return f.modal(PageMyData, "my_data", blocks)
}

// DataLink tells where somebody gets their data when it cannot come as a file. Without an address it says who can help.
func (f For) DataLink(address string, until time.Time) Message {
	open := f.linkButton(ActionOpenDataPage, "button.data_page", address)
	if open == nil {
		return message(section(f.L.T("my_data.no_files")), actions(f.button(ActionOpenSupport, "button.support", Meta{})))
	}
	return message(section(f.L.T("my_data.link")), actions(open), smallPrint(f.L.T("my_data.link_until", "time", f.instant(until))))
}

// DataDocuments are the files with somebody's data: as text to read, and as the given JSON for other programs. asked is when they wanted it,
// which is in the names.
func (f For) DataDocuments(d core.PersonalData, raw string, asked time.Time) []Document {
	name := fileName("mentorbot", f.L.T("my_data.file"), asked.In(f.Loc).Format("2006-01-02-1504"))
	return []Document{
		{Name: name + ".md", Title: f.L.T("my_data.document"), Text: f.readableData(d), Words: f.L.T("my_data.here")},
		{Name: name + ".json", Title: f.L.T("my_data.json"), Text: raw, Words: f.L.T("my_data.here_json")},
	}
}

// readableData writes the data as Markdown: a heading for each section, a list for each record, and nothing for what is empty.
func (f For) readableData(d core.PersonalData) string {
	said := []string{"# " + f.L.T("my_data.document"), "", f.L.T("my_data.as_of", "time", f.written(d.At)), ""}
	for _, part := range d.Parts {
		if len(part.Records) == 0 {
			continue
		}
		said = append(said, "## "+f.L.T("data_section."+part.Section.Key), "")
		for _, values := range part.Records {
			for i, field := range part.Section.Fields {
				if shown := f.dataValue(values[i]); shown != "" {
					said = append(said, "- "+f.L.T("label", "name", f.L.T("data_field."+field.Key))+" "+strings.ReplaceAll(markdown(shown), "\n", "\n  "))
				}
			}
			said = append(said, "")
		}
	}
	return strings.Join(said, "\n")
}

func (f For) dataValue(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int64:
		return fmt.Sprint(v)
	case bool:
		if v {
			return f.L.T("my_data.yes")
		}
		return f.L.T("my_data.no")
	case time.Time:
		return f.written(v)
	case json.RawMessage:
		decoder := json.NewDecoder(bytes.NewReader(v))
		decoder.UseNumber()
		var details any
		if decoder.Decode(&details) != nil {
			return string(v)
		}
		return detailsOf(details)
	}
	return ""
}

// detailsOf writes lists with commas, and objects as their keys with what is behind them.
func detailsOf(details any) string {
	switch v := details.(type) {
	case []any:
		var all []string
		for _, item := range v {
			if one := detailsOf(item); one != "" {
				all = append(all, one)
			}
		}
		return strings.Join(all, ", ")
	case map[string]any:
		var all []string
		for key, item := range v {
			if one := detailsOf(item); one != "" {
				all = append(all, key+" = "+one)
			}
		}
		slices.Sort(all)
		return strings.Join(all, "; ")
	case nil:
		return ""
	}
	return fmt.Sprint(details)
}
