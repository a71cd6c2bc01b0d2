package doctor_test

import (
	"strings"
	"testing"

	"mentorbot/core"
)

func TestTheDoctorLooksAtConnectedCalendars(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*patient)
		says   string
		fails  bool
	}{
		"no key":      {func(p *patient) { p.config.EncryptionKeys = "" }, "MENTORBOT_ENCRYPTION_KEYS is not set", false},
		"the key":     {func(*patient) {}, "can connect those at public addresses", false},
		"a network":   {func(p *patient) { p.config.CalendarNetworks = "10.1.0.0/16" }, "and in 10.1.0.0/16", false},
		"another key": {func(p *patient) { p.config.EncryptionKeys = encryptionKey("b") }, "1 addresses cannot be decrypted", true},
	} {
		t.Run(name, func(t *testing.T) {
			p := healthy(t)
			p.config.EncryptionKeys = encryptionKey("a")
			p.works(t, func(service *core.Service) error {
				ws, err := service.EnsureWorkspace(t.Context(), core.Workspace{ChatTeamID: "T1", Name: "Clinic"})
				if err != nil {
					return err
				}
				ada, err := service.SyncPerson(t.Context(), core.Call{Workspace: ws.ID}, core.ChatProfile{ChatUserID: "U1", Name: "Ada", TimeZone: "UTC"})
				if err != nil {
					return err
				}
				return service.AddBusyFeed(t.Context(), core.Call{Workspace: ws.ID, Actor: ada.ID}, core.NewBusyFeed{Address: "https://calendar.example/s3cr3t"})
			})
			test.change(p)
			text, failed, _ := p.examine(t)
			if !strings.Contains(text, test.says) || len(failed) > 0 != test.fails || strings.Contains(text, "s3cr3t") {
				t.Errorf("failed: %q\n%s", failed, text)
			}
		})
	}
}
