package app

import (
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// hidden stands where a secret was.
const hidden = "[hidden]"

// shapes are what secrets look like, for those that ended up in a variable where nobody expects one: Slack's tokens, and the
// password in the address of a database.
var (
	tokenShape    = regexp.MustCompile(`\b(xox[a-z]?(\.xox[a-z])?|xapp)-[^\s"']+`)
	passwordShape = regexp.MustCompile(`(://[^:/@\s"']*:)[^@\s"']+@`)
)

// Hide replaces every secret of the configuration in a text, and whatever looks like a token or a password in an address, so that the
// text can be shown.
func (c Config) Hide(text string) string {
	for _, secret := range c.secrets() {
		text = strings.ReplaceAll(text, secret, hidden)
	}
	text = tokenShape.ReplaceAllString(text, hidden)
	return passwordShape.ReplaceAllString(text, "${1}"+hidden+"@")
}

// String lists all settings with secrets hidden, so that printing a configuration by mistake shows none.
func (c Config) String() string {
	var settings []string
	c.each(func(field reflect.StructField, value reflect.Value) {
		shown := fmt.Sprint(value.Interface())
		if _, secret := field.Tag.Lookup("secret"); secret && shown != "" {
			shown = hidden
		}
		settings = append(settings, field.Tag.Get("env")+"="+c.Hide(shown))
	})
	return strings.Join(settings, "\n")
}

// GoString implements fmt.GoStringer for the same reason.
func (c Config) GoString() string { return c.String() }

// secrets lists the values nobody may see. Short ones are left out: hiding each "a" would make a text unreadable, and a
// secret of that length is none.
func (c Config) secrets() []string {
	const shortest = 4
	var values []string
	c.each(func(field reflect.StructField, value reflect.Value) {
		if _, secret := field.Tag.Lookup("secret"); secret && len(value.String()) >= shortest {
			values = append(values, value.String())
		}
	})
	if u, err := url.Parse(c.DatabaseURL); err == nil && u.User != nil {
		if password, set := u.User.Password(); set && len(password) >= shortest {
			values = append(values, password)
		}
	}
	// The longest first, so that what contains another secret is hidden as a whole.
	slices.SortFunc(values, func(a, b string) int { return len(b) - len(a) })
	return values
}

func (c Config) each(visit func(reflect.StructField, reflect.Value)) {
	v := reflect.ValueOf(c)
	for i := range v.NumField() {
		visit(v.Type().Field(i), v.Field(i))
	}
}
