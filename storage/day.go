package storage

import (
	"database/sql/driver"
	"fmt"

	"mentorbot/core"
	"mentorbot/core/slots"
)

// day is a civil date as both databases keep it: text that sorts like the calendar, empty for no date.
type day core.CivilDate

// Value implements driver.Valuer.
func (d day) Value() (driver.Value, error) {
	if (d == day{}) {
		return "", nil
	}
	return core.CivilDate(d).String(), nil
}

// Scan implements sql.Scanner.
func (d *day) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("read day: unexpected %T", src)
	}
	*d = day{}
	if text == "" {
		return nil
	}
	date, err := slots.ParseDate(text)
	*d = day(date)
	return err
}
