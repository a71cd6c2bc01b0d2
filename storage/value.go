package storage

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

// instantLayout has a fixed width, so that text order is time order.
const instantLayout = "2006-01-02T15:04:05.000000Z"

// instant is a moment as both databases keep it: UTC, whole microseconds, the zero time as NULL.
type instant time.Time

// time gives the moment in UTC.
func (i instant) time() time.Time { return time.Time(i) }

// Value implements driver.Valuer with a literal that sorts as text on SQLite and is read as a timestamp by PostgreSQL.
func (i instant) Value() (driver.Value, error) {
	t := time.Time(i)
	if t.IsZero() {
		return nil, nil
	}
	return t.UTC().Format(instantLayout), nil
}

// Scan implements sql.Scanner.
func (i *instant) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*i = instant{}
	case time.Time:
		*i = instant(v.UTC())
	case string:
		t, err := time.Parse(instantLayout, v)
		if err != nil {
			return fmt.Errorf("read instant: %w", err)
		}
		*i = instant(t)
	default:
		return fmt.Errorf("read instant: unexpected %T", src)
	}
	return nil
}

// document is a value kept as JSON text.
type document[T any] struct{ v T }

// Value implements driver.Valuer.
func (d document[T]) Value() (driver.Value, error) {
	text, err := json.Marshal(d.v)
	return string(text), err
}

// Scan implements sql.Scanner.
func (d *document[T]) Scan(src any) error {
	text, err := jsonText(src)
	if err != nil || text == nil {
		return err
	}
	return json.Unmarshal(text, &d.v)
}

// list is a list of words kept as JSON text. No words read back as nil.
type list []string

// Value implements driver.Valuer.
func (l list) Value() (driver.Value, error) {
	if len(l) == 0 {
		return "[]", nil
	}
	text, err := json.Marshal([]string(l))
	return string(text), err
}

// Scan implements sql.Scanner.
func (l *list) Scan(src any) error {
	text, err := jsonText(src)
	if err != nil {
		return err
	}
	*l = nil
	if text == nil || string(text) == "[]" {
		return nil
	}
	return json.Unmarshal(text, (*[]string)(l))
}

func jsonText(src any) ([]byte, error) {
	switch v := src.(type) {
	case nil:
		return nil, nil
	case string:
		return []byte(v), nil
	case []byte:
		return v, nil
	}
	return nil, fmt.Errorf("read JSON: unexpected %T", src)
}
