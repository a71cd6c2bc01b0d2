package slacksim

import (
	"mime"
	"path"
	"strings"
)

// fileTypes are media types of files that Go knows on some machines only.
var fileTypes = map[string]string{
	"csv": "text/csv", "tsv": "text/tab-separated-values", "txt": "text/plain", "md": "text/markdown", "ics": "text/calendar",
	"zip": "application/zip", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// slackTypes are extensions that Slack calls otherwise.
var slackTypes = map[string]string{"txt": "text", "md": "markdown", "jpeg": "jpg", "": "binary"}

// extension is the end of a file's name without its dot, in lower case.
func extension(name string) string { return strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")) }

// fileType returns Slack's filetype of a name, such as csv, and its media type without parameters.
func fileType(name string) (filetype, mimetype string) {
	filetype = extension(name)
	mimetype, known := fileTypes[filetype]
	if !known {
		mimetype, _, _ = strings.Cut(mime.TypeByExtension("."+filetype), ";")
	}
	defaultTo(&mimetype, "application/octet-stream")
	if other, renamed := slackTypes[filetype]; renamed {
		filetype = other
	}
	return filetype, mimetype
}

// contentType is the Content-Type a file is served with.
func contentType(name string) string {
	_, mimetype := fileType(name)
	if strings.HasPrefix(mimetype, "text/") {
		return mimetype + "; charset=utf-8"
	}
	return mimetype
}
