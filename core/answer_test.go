package core_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
)

// The answer to a request is kept as JSON and given again when the request is repeated: nothing of it may get lost.
func TestEveryAnswerSurvivesBeingKept(t *testing.T) {
	for _, answer := range []any{
		&core.Person{}, &core.Program{}, &core.ProfileFacts{}, &core.HoursFacts{}, &core.ParticipantFacts{}, &core.ChoiceFacts{}, &core.InvitationFacts{},
		&core.SessionFacts{}, &core.Attention{}, &core.CalendarMail{}, &core.Mentorship{}, &core.Participant{}, &core.Session{},
		&core.Invitation{},
	} {
		t.Run(fmt.Sprintf("%T", answer), func(t *testing.T) {
			n := 0
			fill(reflect.ValueOf(answer).Elem(), &n)
			kept, err := json.Marshal(answer)
			if err != nil {
				t.Fatal(err)
			}
			again := reflect.New(reflect.TypeOf(answer).Elem()).Interface()
			if err := json.Unmarshal(kept, again); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(answer, again); diff != "" {
				t.Errorf("lost on the way (-before +after):\n%s", diff)
			}
		})
	}
}

// fill gives every field a value of its own. cmp panics on a field it cannot see, so that none can be added that would get lost.
func fill(v reflect.Value, n *int) {
	*n++
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(start.Add(time.Duration(*n) * time.Second)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	default:
		panic(fmt.Sprintf("no value for %s", v.Type()))
	}
}
