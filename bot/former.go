package bot

import (
	"reflect"

	"mentorbot/core"
	"mentorbot/i18n"
)

// sayFormer says the name of people who were erased in the reader's language, in every text of what is shown: the facts of a screen hold it as
// data. shown is a pointer to it.
func sayFormer(l *i18n.Localizer, shown any) {
	if l == nil || l.Former(core.FormerMember) == core.FormerMember {
		return // that is how it stands in data
	}
	former(l, reflect.ValueOf(shown))
}

func former(l *i18n.Localizer, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			former(l, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				former(l, f)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			former(l, v.Index(i))
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString(l.Former(v.String()))
		}
	}
}
