package storage_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/core/slots"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// fill sets every field of a struct to a value of its own, so that a field that is not stored shows up as a difference.
// Fields set before stay.
func fill[T any](v T) T {
	n := 0
	fillValue(reflect.ValueOf(&v).Elem(), &n)
	return v
}

func fillValue(v reflect.Value, n *int) {
	*n++
	isTime := v.Type() == reflect.TypeFor[time.Time]()
	if !v.IsZero() && (v.Kind() != reflect.Struct || isTime) {
		return
	}
	switch {
	case isTime:
		v.Set(reflect.ValueOf(noon.Add(time.Duration(*n) * time.Minute)))
	case v.Kind() == reflect.String:
		v.SetString(fmt.Sprintf(`text %d 'quoted' "twice" \ ? é 漢 😀`, *n))
	case v.Kind() == reflect.Int:
		v.SetInt(int64(*n))
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.Kind() == reflect.Array:
		for i := range v.Len() {
			fillValue(v.Index(i), n)
		}
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fillValue(v.Index(0), n)
		fillValue(v.Index(1), n)
	case v.Kind() == reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fillValue(key, n)
		fillValue(value, n)
		v.SetMapIndex(key, value)
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(v.Elem(), n)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fillValue(v.Field(i), n)
		}
	default:
		panic("fill: " + v.Type().String())
	}
}

func TestEveryFieldIsKept(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 4)
		a, b, c := w.person(0), w.person(1), w.person(2)
		seed := func(ctx context.Context, tx core.Tx) error {
			if err := tx.ChoiceLists().Save(ctx, w.list("seeded", b)); err != nil {
				return err
			}
			if err := tx.Invitations().Save(ctx, w.invitation("seeded", "seeded")); err != nil {
				return err
			}
			if err := tx.Mentorships().Save(ctx, w.mentorship("seeded")); err != nil {
				return err
			}
			if err := tx.Events().Save(ctx, core.Event{ID: "seeded", Program: w.program, CreatedBy: b, StartsAt: noon, CreatedAt: noon}); err != nil {
				return err
			}
			return tx.Sessions().Save(ctx, w.session("seeded", "seeded", noon))
		}
		change(t, db, w.ws, seed)

		t.Run("person", func(t *testing.T) {
			kept(t, db, w.ws, fill(core.Person{ID: "new", Workspace: w.ws}), core.Person{ID: "new", Workspace: w.ws},
				func(ctx context.Context, tx core.Tx, p core.Person) error { return tx.People().Save(ctx, p) },
				func(ctx context.Context, tx core.Tx) (core.Person, error) { return tx.People().Get(ctx, "new") })
		})
		t.Run("profile", func(t *testing.T) {
			kept(t, db, w.ws, fill(core.Profile{Person: a}), core.Profile{Person: a},
				func(ctx context.Context, tx core.Tx, p core.Profile) error { return tx.Profiles().Save(ctx, p) },
				func(ctx context.Context, tx core.Tx) (core.Profile, error) { return tx.Profiles().Get(ctx, a) })
		})
		t.Run("search criteria", func(t *testing.T) {
			kept(t, db, w.ws, fill(core.Criteria{}), core.Criteria{},
				func(ctx context.Context, tx core.Tx, c core.Criteria) error {
					return tx.Profiles().SaveCriteria(ctx, w.program, a, c)
				},
				func(ctx context.Context, tx core.Tx) (core.Criteria, error) {
					return tx.Profiles().Criteria(ctx, w.program, a)
				})
		})
		t.Run("session reply", func(t *testing.T) {
			key := core.SessionReply{Session: "seeded", Person: c, At: noon}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, r core.SessionReply) error {
					return tx.Sessions().SaveReply(ctx, r)
				},
				func(ctx context.Context, tx core.Tx) (core.SessionReply, error) {
					return tx.Sessions().Reply(ctx, "seeded", c)
				})
		})
		t.Run("check-in", func(t *testing.T) {
			key := core.CheckIn{Session: "seeded", Person: c, At: noon}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, s core.CheckIn) error {
					return tx.Sessions().SaveCheckIn(ctx, s)
				},
				func(ctx context.Context, tx core.Tx) (core.CheckIn, error) {
					return tx.Sessions().CheckIn(ctx, "seeded", c)
				})
		})
		t.Run("evaluation", func(t *testing.T) {
			key := core.Evaluation{Mentorship: "seeded", Person: c, Program: w.program, DueAt: noon}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, e core.Evaluation) error {
					return tx.Evaluations().Save(ctx, e)
				},
				func(ctx context.Context, tx core.Tx) (core.Evaluation, error) {
					return tx.Evaluations().Get(ctx, "seeded", c)
				})
		})
		t.Run("how it fits", func(t *testing.T) {
			key := core.FitAnswer{Mentorship: "seeded", Person: c, Program: w.program, At: noon}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, a core.FitAnswer) error { return tx.Fits().Save(ctx, a) },
				func(ctx context.Context, tx core.Tx) (core.FitAnswer, error) { return tx.Fits().Get(ctx, "seeded", c) })
		})
		t.Run("proposed times", func(t *testing.T) {
			least := w.times("new", "seeded")
			full := w.times("new", "seeded")
			full.Starts = []time.Time{noon, after(time.Hour), after(48 * time.Hour)}
			full.Title, full.Place, full.Link, full.Agenda, full.Reason = "Title", "Place", "https://meet.example.org", "Agenda", "Reason"
			full.State, full.Before, full.Session, full.ClosedAt = core.TimesAccepted, "before", "seeded", after(time.Hour)
			kept(t, db, w.ws, full, least,
				func(ctx context.Context, tx core.Tx, p core.TimeProposal) error {
					return tx.TimeProposals().Save(ctx, p)
				},
				func(ctx context.Context, tx core.Tx) (core.TimeProposal, error) {
					return tx.TimeProposals().Get(ctx, "new")
				})
		})
		t.Run("guide read", func(t *testing.T) {
			read1 := fill(core.GuideRead{Person: a, Guide: "first", At: noon})
			change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
				must(t, tx.GuideReads().Add(ctx, read1))
				if err := tx.GuideReads().Add(ctx, core.GuideRead{Person: a, Guide: "first", At: noon.Add(time.Hour)}); !errors.Is(err, core.ErrDuplicate) {
					t.Errorf("opened again: got %v, want a duplicate", err)
				}
				must(t, tx.GuideReads().Add(ctx, core.GuideRead{Person: b, Guide: "first", At: noon}))
				return nil
			})
			read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
				got, err := tx.GuideReads().Of(ctx, a)
				if diff := cmp.Diff([]core.GuideRead{read1}, got); diff != "" {
					t.Errorf("guides read (-want +got)\n%s", diff)
				}
				return err
			})
		})
		t.Run("lesson ticks", func(t *testing.T) {
			tick := func(person core.PersonID, course core.CourseID, lesson core.LessonID) core.LessonTick {
				return core.LessonTick{Person: person, Program: w.program, Course: course, Lesson: lesson, At: noon}
			}
			mine := []core.LessonTick{tick(a, "c1", "l1"), tick(a, "c1", "l2"), tick(a, "c2", "l1")}
			change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
				for _, one := range append([]core.LessonTick{tick(b, "c1", "l2"), tick(b, "c1", "gone"), tick(a, "c1", "l3")}, mine...) {
					must(t, tx.LessonTicks().Add(ctx, one))
				}
				again := tick(a, "c1", "l1")
				again.At = noon.Add(time.Hour)
				if err := tx.LessonTicks().Add(ctx, again); !errors.Is(err, core.ErrDuplicate) {
					t.Errorf("ticked again: got %v, want a duplicate", err)
				}
				must(t, tx.LessonTicks().Remove(ctx, tick(a, "c1", "l3")))
				must(t, tx.LessonTicks().Remove(ctx, tick(a, "c1", "never")))
				return nil
			})
			read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
				got, err := tx.LessonTicks().Of(ctx, a, w.program)
				if diff := cmp.Diff(mine, got); diff != "" {
					t.Errorf("lessons ticked (-want +got)\n%s", diff)
				}
				must(t, err)
				for lessons, want := range map[string]core.CourseCounts{
					"l1 l2": {Began: 2, Finished: 1}, "l2": {Began: 2, Finished: 2}, "l1 l2 l3": {Began: 2}, "l3": {}, "": {},
				} {
					var ids []core.LessonID
					for id := range strings.FieldsSeq(lessons) {
						ids = append(ids, core.LessonID(id))
					}
					counts, err := tx.LessonTicks().Counts(ctx, w.program, "c1", ids)
					if err != nil || counts != want {
						t.Errorf("counts of %q are %+v, %v; want %+v", lessons, counts, err, want)
					}
				}
				return nil
			})
		})
		t.Run("goal", func(t *testing.T) {
			key := core.Goal{ID: "new", Mentorship: "seeded", CreatedBy: a, CreatedAt: noon, EditedBy: b}
			full := key
			full.Due = core.CivilDate{Year: 2028, Month: 2, Day: 29}
			kept(t, db, w.ws, fill(full), key,
				func(ctx context.Context, tx core.Tx, g core.Goal) error { return tx.Goals().Save(ctx, g) },
				func(ctx context.Context, tx core.Tx) (core.Goal, error) { return tx.Goals().Get(ctx, "new") })
			change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
				return tx.Goals().Save(ctx, core.Goal{ID: "seeded", Mentorship: "seeded", CreatedBy: a, CreatedAt: noon, EditedBy: b})
			})
			entry := fill(core.GoalEntry{ID: "new", Goal: "seeded", By: a, At: noon})
			change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.Goals().AddEntry(ctx, entry) })
			read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
				got, err := tx.Goals().Entry(ctx, "new")
				if diff := cmp.Diff(entry, got); diff != "" {
					t.Errorf("entry (-want +got)\n%s", diff)
				}
				return err
			})
		})
		t.Run("question between sessions", func(t *testing.T) {
			key := core.Inquiry{ID: "new", Mentorship: "seeded", AskedBy: a, AskedAt: noon}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, i core.Inquiry) error { return tx.Inquiries().Save(ctx, i) },
				func(ctx context.Context, tx core.Tx) (core.Inquiry, error) { return tx.Inquiries().Get(ctx, "new") })
		})
		t.Run("point of an agenda", func(t *testing.T) {
			key := core.AgendaPoint{ID: "new", Mentorship: "seeded", Author: a, CreatedAt: noon}
			full := key
			full.Session, full.DoneBy = "seeded", b
			kept(t, db, w.ws, fill(full), key,
				func(ctx context.Context, tx core.Tx, p core.AgendaPoint) error { return tx.AgendaPoints().Save(ctx, p) },
				func(ctx context.Context, tx core.Tx) (core.AgendaPoint, error) {
					return tx.AgendaPoints().Get(ctx, "new")
				})
		})
		t.Run("link", func(t *testing.T) {
			key := core.Link{ID: "new", Mentorship: "seeded", Author: a, CreatedAt: noon}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, l core.Link) error { return tx.Links().Save(ctx, l) },
				func(ctx context.Context, tx core.Tx) (core.Link, error) { return tx.Links().Get(ctx, "new") })
		})
		t.Run("event", func(t *testing.T) {
			key := core.Event{ID: "new", Program: w.program, CreatedBy: a, StartsAt: noon, CreatedAt: noon}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, e core.Event) error { return tx.Events().Save(ctx, e) },
				func(ctx context.Context, tx core.Tx) (core.Event, error) { return tx.Events().Get(ctx, "new") })
		})
		t.Run("sign-up", func(t *testing.T) {
			key := core.SignUp{ID: "new", Event: "seeded", Person: c, SignedAt: noon, Since: noon}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, s core.SignUp) error { return tx.Events().SaveSignUp(ctx, s) },
				func(ctx context.Context, tx core.Tx) (core.SignUp, error) { return tx.Events().SignUp(ctx, "new") })
		})
		t.Run("note", func(t *testing.T) {
			key := core.Note{ID: "new", Mentorship: "seeded", Author: a, CreatedAt: noon}
			full := key
			full.Session = "seeded"
			kept(t, db, w.ws, fill(full), key,
				func(ctx context.Context, tx core.Tx, n core.Note) error { return tx.Notes().Save(ctx, n) },
				func(ctx context.Context, tx core.Tx) (core.Note, error) { return tx.Notes().Get(ctx, "new") })
		})
		t.Run("agreement", func(t *testing.T) {
			key := core.Agreement{ID: "new", Mentorship: "seeded", ProposedBy: a, ProposedAt: noon}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, a core.Agreement) error { return tx.Agreements().Save(ctx, a) },
				func(ctx context.Context, tx core.Tx) (core.Agreement, error) { return tx.Agreements().Get(ctx, "new") })
		})
		t.Run("calendar settings", func(t *testing.T) {
			key := core.CalendarSettings{Person: c, UpdatedAt: noon}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, s core.CalendarSettings) error {
					return tx.Calendars().Save(ctx, s)
				},
				func(ctx context.Context, tx core.Tx) (core.CalendarSettings, error) {
					return tx.Calendars().Get(ctx, c)
				})
		})
		t.Run("programme", func(t *testing.T) {
			kept(t, db, w.ws, fill(core.Program{ID: "new", Workspace: w.ws}), core.Program{ID: "new", Workspace: w.ws},
				func(ctx context.Context, tx core.Tx, p core.Program) error { return tx.Programs().Save(ctx, p) },
				func(ctx context.Context, tx core.Tx) (core.Program, error) { return tx.Programs().Get(ctx, "new") })
		})
		t.Run("participant", func(t *testing.T) {
			key := core.Participant{Program: w.program, Person: c}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, p core.Participant) error { return tx.Participants().Save(ctx, p) },
				func(ctx context.Context, tx core.Tx) (core.Participant, error) {
					return tx.Participants().Get(ctx, w.program, c)
				})
		})
		t.Run("answers", func(t *testing.T) {
			key := core.AnswerSheet{Program: w.program, Person: c}
			kept(t, db, w.ws, fill(key), core.AnswerSheet{Program: w.program, Person: c, UpdatedAt: noon},
				func(ctx context.Context, tx core.Tx, a core.AnswerSheet) error { return tx.AnswerSheets().Save(ctx, a) },
				func(ctx context.Context, tx core.Tx) (core.AnswerSheet, error) {
					return tx.AnswerSheets().Get(ctx, w.program, c)
				})
		})
		t.Run("group", func(t *testing.T) {
			key := core.Group{ID: "new", Person: c}
			kept(t, db, w.ws, fill(key), core.Group{ID: "new", Person: c, CreatedAt: noon},
				func(ctx context.Context, tx core.Tx, g core.Group) error { return tx.Groups().Save(ctx, g) },
				func(ctx context.Context, tx core.Tx) (core.Group, error) { return tx.Groups().Get(ctx, "new") })
		})
		t.Run("request for help", func(t *testing.T) {
			key := core.SupportRequest{ID: "new", Person: a, Program: w.program, TakenBy: b, ResolvedBy: c}
			kept(t, db, w.ws, fill(key), core.SupportRequest{ID: "new", Person: a, CreatedAt: noon, DueAt: noon},
				func(ctx context.Context, tx core.Tx, r core.SupportRequest) error { return tx.Support().Save(ctx, r) },
				func(ctx context.Context, tx core.Tx) (core.SupportRequest, error) {
					return tx.Support().Get(ctx, "new")
				})
		})
		t.Run("reply about it", func(t *testing.T) {
			want := fill(core.SupportReply{Request: "new", Number: 1, By: b})
			change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.Support().AddReply(ctx, want) })
			read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
				got, err := tx.Support().Replies(ctx, "new")
				if diff := cmp.Diff([]core.SupportReply{want}, got); diff != "" {
					t.Error(diff)
				}
				return err
			})
		})
		t.Run("where requests go", func(t *testing.T) {
			kept(t, db, w.ws, fill(core.SupportSettings{SetBy: a}), core.SupportSettings{SetBy: a, SetAt: noon},
				func(ctx context.Context, tx core.Tx, s core.SupportSettings) error {
					return tx.Support().SaveSettings(ctx, s)
				},
				func(ctx context.Context, tx core.Tx) (core.SupportSettings, error) { return tx.Support().Settings(ctx) })
		})
		t.Run("saved search", func(t *testing.T) {
			key := core.SavedSearch{ID: "new", Program: w.program, Person: c}
			kept(t, db, w.ws, fill(key), core.SavedSearch{ID: "new", Program: w.program, Person: c, SavedAt: noon},
				func(ctx context.Context, tx core.Tx, s core.SavedSearch) error { return tx.Searches().Save(ctx, s) },
				func(ctx context.Context, tx core.Tx) (core.SavedSearch, error) { return tx.Searches().Get(ctx, "new") })
		})
		t.Run("busy feed", func(t *testing.T) {
			key := core.BusyFeed{ID: "new", Person: a, AddedAt: noon, NextAt: noon}
			change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
				return tx.BusyFeeds().Add(ctx, key, core.StoredBusyAddress("https://calendar.example/x"))
			})
			full := fill(key)
			second := noon.Truncate(time.Second)
			full.Times = []core.BusyTime{{Start: second, End: second.Add(time.Hour)}, {Start: second.Add(2 * time.Hour), End: second.Add(3 * time.Hour)}}
			kept(t, db, w.ws, full, key,
				func(ctx context.Context, tx core.Tx, f core.BusyFeed) error { return tx.BusyFeeds().Save(ctx, f) },
				func(ctx context.Context, tx core.Tx) (core.BusyFeed, error) { return tx.BusyFeeds().Get(ctx, "new") })
		})
		t.Run("hours", func(t *testing.T) {
			kept(t, db, w.ws, fill(core.Hours{Person: a}), core.Hours{Person: a, UpdatedAt: noon},
				func(ctx context.Context, tx core.Tx, h core.Hours) error { return tx.Hours().Save(ctx, h) },
				func(ctx context.Context, tx core.Tx) (core.Hours, error) { return tx.Hours().Get(ctx, a) })
		})
		t.Run("choice list", func(t *testing.T) {
			key := core.ChoiceList{ID: "new", Program: w.program, Mentee: b}
			full := key
			full.Mentors = []core.PersonID{c, a}
			kept(t, db, w.ws, fill(full), key,
				func(ctx context.Context, tx core.Tx, l core.ChoiceList) error { return tx.ChoiceLists().Save(ctx, l) },
				func(ctx context.Context, tx core.Tx) (core.ChoiceList, error) {
					return tx.ChoiceLists().Get(ctx, "new")
				})
		})
		t.Run("invitation", func(t *testing.T) {
			key := core.Invitation{ID: "new", Program: w.program, List: "seeded", Mentee: a, Mentor: b}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, i core.Invitation) error { return tx.Invitations().Save(ctx, i) },
				func(ctx context.Context, tx core.Tx) (core.Invitation, error) {
					return tx.Invitations().Get(ctx, "new")
				})
		})
		t.Run("mentorship", func(t *testing.T) {
			key := core.Mentorship{ID: "new", Program: w.program, Mentor: b, Mentee: c}
			full := key
			full.Invitation = "seeded"
			kept(t, db, w.ws, fill(full), key,
				func(ctx context.Context, tx core.Tx, m core.Mentorship) error { return tx.Mentorships().Save(ctx, m) },
				func(ctx context.Context, tx core.Tx) (core.Mentorship, error) {
					return tx.Mentorships().Get(ctx, "new")
				})
		})
		t.Run("session", func(t *testing.T) {
			key := core.Session{ID: "new", Mentorship: "seeded", Program: w.program, StartsAt: noon}
			full := key
			full.BookedBy, full.ChangedBy, full.CancelledBy = a, b, c
			kept(t, db, w.ws, fill(full), key,
				func(ctx context.Context, tx core.Tx, s core.Session) error { return tx.Sessions().Save(ctx, s) },
				func(ctx context.Context, tx core.Tx) (core.Session, error) { return tx.Sessions().Get(ctx, "new") })
		})
		t.Run("series", func(t *testing.T) {
			key := core.Series{ID: "new", Mentorship: "seeded", Program: w.program, BookedBy: a, CreatedAt: noon, UpdatedAt: noon}
			full := key
			full.First = slots.Wall{Year: 2026, Month: time.June, Day: 10, Hour: 15, Minute: 30}
			kept(t, db, w.ws, fill(full), key,
				func(ctx context.Context, tx core.Tx, s core.Series) error { return tx.Sessions().SaveSeries(ctx, s) },
				func(ctx context.Context, tx core.Tx) (core.Series, error) { return tx.Sessions().Series(ctx, "new") })
		})
		t.Run("calendar copy", func(t *testing.T) {
			key := core.CalendarCopy{Session: "seeded", Person: a}
			kept(t, db, w.ws, fill(key), key,
				func(ctx context.Context, tx core.Tx, c core.CalendarCopy) error {
					return tx.Sessions().SaveCopy(ctx, c)
				},
				func(ctx context.Context, tx core.Tx) (core.CalendarCopy, error) {
					return tx.Sessions().Copy(ctx, "seeded", a)
				})
		})
		t.Run("attention item", func(t *testing.T) {
			key := core.Attention{ID: "new", Program: w.program, Person: a}
			full := key
			full.List, full.ResolvedBy = "seeded", b
			kept(t, db, w.ws, fill(full), key,
				func(ctx context.Context, tx core.Tx, a core.Attention) error { return tx.Attention().Save(ctx, a) },
				func(ctx context.Context, tx core.Tx) (core.Attention, error) { return tx.Attention().Get(ctx, "new") })
		})
	})
}

// kept stores a full record, then an almost empty one over it, and expects to read back each as it was.
func kept[T any](t *testing.T, db *storage.DB, ws core.WorkspaceID, full, empty T,
	save func(context.Context, core.Tx, T) error, load func(context.Context, core.Tx) (T, error),
) {
	t.Helper()
	for _, want := range []T{full, empty} {
		change(t, db, ws, func(ctx context.Context, tx core.Tx) error { return save(ctx, tx, want) })
		var got T
		read(t, db, ws, func(ctx context.Context, tx core.Tx) (err error) {
			got, err = load(ctx, tx)
			return err
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read back otherwise (-want +got):\n%s", diff)
		}
	}
}

func TestEveryFieldOfAppendedRecordsIsKept(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		workspace := fill(core.Workspace{ID: "other", ChatTeamID: "T-other"})
		message := fill(core.Message{Person: w.person(0)})
		entry := fill(core.AuditEntry{})
		fact := fill(core.Fact{Person: w.person(0)})
		answer := []byte{0, 1, 255, '\''}
		must(t, db.CreateWorkspace(t.Context(), workspace))
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, tx.Messages().Save(ctx, message))
			must(t, tx.Audit().Append(ctx, entry))
			must(t, tx.People().SaveFacts(ctx, []core.Fact{fact}))
			return tx.Inbox().Save(ctx, "envelope", answer, noon)
		})

		type records struct {
			Workspace core.Workspace
			Message   core.Message
			Entries   []core.AuditEntry
			Facts     []core.Fact
			Answer    []byte
		}
		var got records
		var err error
		got.Workspace, err = db.WorkspaceByTeam(t.Context(), "T-other")
		must(t, err)
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) (err error) {
			got.Message, err = tx.Messages().ByJob(ctx, message.Job)
			must(t, err)
			got.Entries, err = tx.Audit().ForSubject(ctx, entry.Subject)
			must(t, err)
			got.Facts, err = tx.People().Facts(ctx, w.person(0))
			must(t, err)
			got.Answer, err = tx.Inbox().Find(ctx, "envelope")
			return err
		})
		want := records{workspace, message, []core.AuditEntry{entry}, []core.Fact{fact}, answer}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read back otherwise (-want +got):\n%s", diff)
		}
	})
}

func TestInstantsAreUTCAndWholeMicroseconds(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		tokyo := time.FixedZone("elsewhere", 9*60*60)
		p := core.Person{ID: w.person(0), Workspace: w.ws, SyncedAt: noon.Add(789 * time.Nanosecond).In(tokyo)}
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.People().Save(ctx, p) })
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			got, err := tx.People().Get(ctx, p.ID)
			if got.SyncedAt != noon {
				t.Errorf("instant = %#v, want %#v", got.SyncedAt, noon)
			}
			return err
		})
	})
}
