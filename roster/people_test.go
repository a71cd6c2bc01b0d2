package roster_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/roster"
)

func TestFilesAreReadAsSpreadsheetsWriteThem(t *testing.T) {
	want := []core.FactRow{
		{Line: 2, Email: "ada@example.org", Values: map[core.FactKey]string{core.FactUnit: "Water, sanitation", core.FactGender: "f"}},
		{Line: 3, Email: "ben@example.org", Values: map[core.FactKey]string{core.FactUnit: "", core.FactGender: "male"}},
	}
	for name, text := range map[string]string{
		"commas":                "email,name,unit,gender\nada@example.org,Ada,\"Water, sanitation\",f\nben@example.org,Ben,,male\n",
		"semicolons from Excel": "\xef\xbb\xbfE-Mail;Name;Unit;Gender\r\nada@example.org;Ada;Water, sanitation;f\r\nben@example.org;Ben;;male\r\n;;;\r\n",
		"tabs":                  "email\tname\tunit\tgender\nada@example.org\tAda\tWater, sanitation\tf\nben@example.org\tBen\t\tmale",
	} {
		t.Run(name, func(t *testing.T) {
			file, err := roster.ReadPeople(strings.NewReader(strings.Replace(text, "E-Mail", "email", 1)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, file.Rows); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if len(file.Bad) > 0 || len(file.Hash) != 64 {
				t.Errorf("bad %v, hash %q", file.Bad, file.Hash)
			}
		})
	}
}

func TestTheSeparatorCanBeNamedAndColumnsSayWhoSeesThem(t *testing.T) {
	file, err := roster.ReadPeople(strings.NewReader("sep=;\nSlack ID;Unit:admins;Job-Title\nU1AA;\"a;b\";Boss\n"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[core.FactKey]core.Visibility{core.FactUnit: core.VisibleAdmins, core.FactJobTitle: ""}, file.Columns); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if row := file.Rows[0]; row.Line != 3 || row.ChatUserID != "U1AA" || row.Values[core.FactUnit] != "a;b" {
		t.Errorf("got %+v", row)
	}
}

func TestLinesThatCannotBeReadAreNamed(t *testing.T) {
	file, err := roster.ReadPeople(strings.NewReader("email,unit\na@example.org,x,y\nb@example.org,\"x\"y\nc@example.org,z\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []core.LineError{{Line: 2, Code: core.CodeWrongFields}, {Line: 3, Code: core.CodeBadLine}}
	if diff := cmp.Diff(want, file.Bad); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(file.Rows) != 1 || file.Rows[0].Line != 4 {
		t.Errorf("rows %+v", file.Rows)
	}
}

func TestFilesThatAreNoneAreRefused(t *testing.T) {
	rows := "email,unit\n" + strings.Repeat("a@example.org,x\n", core.MaxPeopleRows+1)
	for name, c := range map[string]struct {
		text string
		want core.Code
	}{
		"nothing":           {"", core.CodeFileEmpty},
		"spaces":            {" \r\n\t", core.CodeFileEmpty},
		"Latin-1":           {"email,unit\na@example.org,Gen\xe8ve\n", core.CodeNotUTF8},
		"UTF-16":            {"e\x00m\x00", core.CodeNotUTF8},
		"an unknown column": {"email,salary\n", core.CodeUnknownColumn},
		"a column twice":    {"email,unit,Unit\n", core.CodeColumnTwice},
		"nobody to find":    {"name,unit\n", core.CodeNoKeyColumn},
		"no facts":          {"email,name\n", core.CodeNoFactColumn},
		"an odd visibility": {"email,unit:everybody\n", core.CodeBadVisibility},
		"a visible address": {"email:public,unit\n", core.CodeBadVisibility},
		"a broken header":   {"email,\"unit\n", core.CodeBadHeader},
		"too many lines":    {rows, core.CodeTooManyRows},
		"too much":          {"email,unit\n" + strings.Repeat("x", core.MaxPeopleFile), core.CodeFileTooLarge},
		"a page to sign in": {"<!DOCTYPE html><html>", core.CodeUnknownColumn},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := roster.ReadPeople(strings.NewReader(c.text))
			if refusal := core.Refusal(err); refusal == nil || refusal.Code != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestAddressesAreFoundInFilesAndInWhatPeoplePaste(t *testing.T) {
	want := []string{"ada@example.org", "ben@example.org"}
	for name, text := range map[string]string{
		"lines":            "ada@example.org\nben@example.org\nADA@example.org",
		"a mail programme": "Ada Osei <ada@example.org>, Ben Ito <ben@example.org>",
		"a table":          "name;email\r\nAda;ada@example.org\r\nBen;mailto:ben@example.org\r\n",
	} {
		got, err := roster.ReadEmails(strings.NewReader(text))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got)\n%s", name, err, diff)
		}
	}
	_, err := roster.ReadEmails(strings.NewReader("nobody here"))
	if refusal := core.Refusal(err); refusal == nil || refusal.Code != core.CodeNoAddresses {
		t.Errorf("without any: %v", err)
	}
}

// FuzzReadPeople: whatever a file holds, reading it ends, with a refusal or with lines within bounds that have numbers.
func FuzzReadPeople(f *testing.F) {
	f.Add([]byte("email,unit:admins,manager\na@example.org,\"x\ny\",b@example.org\n"))
	f.Add([]byte("\xef\xbb\xbfsep=;\r\nslack_id;gender\r\nU1;=1+1\r\n"))
	f.Add([]byte("email,unit\n\"a"))
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := roster.ReadPeople(bytes.NewReader(text))
		if err != nil {
			if core.Refusal(err) == nil {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		if len(file.Columns) == 0 || len(file.Rows)+len(file.Bad) > core.MaxPeopleRows {
			t.Fatalf("%d columns, %d lines", len(file.Columns), len(file.Rows)+len(file.Bad))
		}
		for _, row := range file.Rows {
			if row.Line < 2 || len(row.Values) != len(file.Columns) {
				t.Fatalf("row %+v", row)
			}
		}
	})
}

// FuzzReadEmails: whatever people paste, what comes out are words with an @.
func FuzzReadEmails(f *testing.F) {
	f.Add([]byte("Ada <ada@example.org>; \"ben\"@example.org"))
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := roster.ReadEmails(bytes.NewReader(text))
		if err != nil && core.Refusal(err) == nil {
			t.Fatalf("not a refusal: %v", err)
		}
		for _, address := range got {
			if !strings.Contains(address, "@") || strings.ContainsAny(address, " \n,;<>") {
				t.Fatalf("%q", address)
			}
		}
	})
}
