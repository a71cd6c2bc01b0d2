package slacksim_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"mentorbot/slacksim"
)

// lonely is a simulator whose app is not connected: what is sent to it fails at once.
func lonely(f *testing.F) *slacksim.Server {
	f.Helper()
	server, err := slacksim.New(options())
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		if err := server.Close(); err != nil {
			f.Error(err)
		}
	})
	return server
}

// reach makes one request. An answer of 500 is a fault of the simulator, whoever made the request.
func reach(t *testing.T, server *slacksim.Server, request *http.Request) {
	t.Helper()
	recorder := httptest.NewRecorder()
	server.ServeHTTP(recorder, request)
	if recorder.Code >= http.StatusInternalServerError {
		t.Errorf("%s %s: status %d %s", request.Method, request.URL, recorder.Code, recorder.Body)
	}
}

func FuzzControl(f *testing.F) {
	paths := []string{"users", "message", "command", "shortcut", "message_shortcut", "click", "type", "suggest", "submit", "close", "clock", "faults", "disconnect", "upload?user=UANA&name=a.csv"}
	f.Add(uint8(2), `{"user":"UANA","text":"/echo hi"}`)
	f.Add(uint8(4), `{"user":"UANA","home":true,"action_id":"x","value":{"a":[1]}}`)
	f.Add(uint8(7), `{"user":"UANA","view_id":"V1","values":{"a":{"b":null}}}`)
	f.Add(uint8(9), `{"advance":"1s"}`)
	f.Add(uint8(0), `{"id":"UNEW","name":"new","real_name":"New","tz":"Mars/Olympus"}`)
	f.Add(uint8(10), `{"method":"chat.update","kind":"error"}`)
	f.Add(uint8(12), `a,b`)
	server := lonely(f)
	f.Fuzz(func(t *testing.T, which uint8, body string) {
		if strings.Contains(body, "advance") && len(body) > 40 {
			return // far enough into the future, time itself ends
		}
		path := "/_sim/" + paths[int(which)%len(paths)]
		reach(t, server, httptest.NewRequest(http.MethodPost, path, strings.NewReader(body)))
	})
}

func FuzzWebAPI(f *testing.F) {
	methods := []string{
		"auth.test", "chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.open", "conversations.history", "users.info",
		"users.list", "views.open", "views.push", "views.update", "views.publish", "files.getUploadURLExternal", "chat.scheduleMessage",
		"chat.scheduledMessages.list",
	}
	f.Add(uint8(1), true, `channel=UANA&text=hello&blocks=[]`)
	f.Add(uint8(1), false, `{"channel":"UANA","text":"hello","blocks":[{"type":"section"}],"metadata":{"event_type":"x"}}`)
	f.Add(uint8(11), false, `{"user_id":"UANA","view":{"type":"home","blocks":[]}}`)
	f.Add(uint8(8), true, `trigger_id=1.1.a&view={"type":"modal"}`)
	f.Add(uint8(13), true, `channel=UANA&text=x&post_at=1e99`)
	f.Add(uint8(14), true, `channel=UANA&oldest=x&limit=0`)
	f.Add(uint8(5), true, `channel=D1&limit=-1&cursor=x&latest=1e9`)
	server := lonely(f)
	f.Fuzz(func(t *testing.T, which uint8, form bool, body string) {
		kind := "application/json"
		if form {
			kind = "application/x-www-form-urlencoded"
			values, err := url.ParseQuery(body)
			if err != nil {
				return
			}
			values.Set("token", botToken)
			body = values.Encode()
		}
		request := httptest.NewRequest(http.MethodPost, "/api/"+methods[int(which)%len(methods)], strings.NewReader(body))
		request.Header.Set("Content-Type", kind)
		request.Header.Set("Authorization", "Bearer "+botToken)
		reach(t, server, request)
	})
}
