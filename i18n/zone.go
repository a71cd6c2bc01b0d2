package i18n

import "time"

// Zone is a time zone by its name in the IANA database; UTC for a name this machine does not know, as core.Person.Location has it. A
// zone is read from the disk once: that takes as long as everything else a short answer needs. There are some hundred of them.
func (c *Catalogue) Zone(name string) *time.Location {
	if known, ok := c.zones.Load(name); ok {
		return known.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return time.UTC
	}
	c.zones.Store(name, zone)
	return zone
}
