package mailbox

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Trace fields put in front of a message in the folder, because the envelope is not part of the content.
const (
	traceFrom    = "Return-Path"
	traceTo      = "Delivered-To"
	traceArrived = "X-Sandbox-Arrived"
)

const fileSuffix = ".eml"

// store writes a message to the folder, if there is one. A file of that name is never overwritten.
func (m *Mailbox) store(msg Message) error {
	if m.options.Dir == "" {
		return nil
	}
	var buf bytes.Buffer
	fmt.Fprintf(&buf, "%s: <%s>\r\n", traceFrom, msg.ReturnPath)
	for _, to := range msg.To {
		fmt.Fprintf(&buf, "%s: %s\r\n", traceTo, to)
	}
	fmt.Fprintf(&buf, "%s: %s\r\n", traceArrived, msg.Date.Format(time.RFC3339Nano))
	buf.Write(msg.Raw)
	return writeNew(filepath.Join(m.options.Dir, msg.ID+fileSuffix), buf.Bytes())
}

func writeNew(name string, data []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("keep message: %w", err)
	}
	if _, err := file.Write(data); err != nil {
		file.Close()
		return fmt.Errorf("keep message: %w", err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("keep message: %w", err)
	}
	return nil
}

// load shows the messages again that an earlier run has left in the folder; they count as read.
func (m *Mailbox) load() error {
	if m.options.Dir == "" {
		return nil
	}
	if err := os.MkdirAll(m.options.Dir, 0o700); err != nil {
		return fmt.Errorf("mail folder: %w", err)
	}
	entries, err := os.ReadDir(m.options.Dir)
	if err != nil {
		return fmt.Errorf("mail folder: %w", err)
	}
	for _, entry := range entries {
		id, isMail := strings.CutSuffix(entry.Name(), fileSuffix)
		number, err := strconv.Atoi(id)
		if !isMail || err != nil || number <= m.lastID {
			continue
		}
		if err := m.loadFile(id); err != nil {
			return err
		}
		m.lastID = number
	}
	return nil
}

func (m *Mailbox) loadFile(id string) error {
	data, err := os.ReadFile(filepath.Join(m.options.Dir, id+fileSuffix))
	if err != nil {
		return fmt.Errorf("mail folder: %w", err)
	}
	env, raw := splitTrace(data)
	msg := parse(env, raw)
	msg.ID, msg.Unread = id, false
	m.add(msg)
	return nil
}

// splitTrace takes the trace fields off a stored message.
func splitTrace(data []byte) (envelope, []byte) {
	var env envelope
	for {
		line, rest, found := bytes.Cut(data, []byte("\r\n"))
		name, value, isField := strings.Cut(string(line), ": ")
		if !found || !isField || !env.trace(name, value) {
			return env, data
		}
		data = rest
	}
}

// trace reads one trace field. It reports false at the first field that belongs to the message, which is also the one
// after the time of arrival.
func (e *envelope) trace(name, value string) bool {
	switch {
	case !e.arrived.IsZero():
		return false
	case name == traceFrom:
		e.from = strings.Trim(value, "<>")
	case name == traceTo:
		e.to = append(e.to, value)
	case name == traceArrived:
		arrived, err := time.Parse(time.RFC3339Nano, value)
		e.arrived = arrived
		return err == nil
	default:
		return false
	}
	return true
}
