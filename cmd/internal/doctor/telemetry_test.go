package doctor_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDoctorLooksAtMetricsAndTraces(t *testing.T) {
	answering := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer answering.Close()
	for name, test := range map[string]struct {
		metrics, traces string
		failed          []string
		says            string
	}{
		"neither":                         {says: "MENTORBOT_METRICS_LISTEN is not set"},
		"both":                            {metrics: "127.0.0.1:0", traces: answering.URL, says: "the collector took a span"},
		"metrics for everybody":           {metrics: ":0", says: "a firewall"},
		"the service runs already":        {metrics: strings.TrimPrefix(answering.URL, "http://"), says: "on 127.0.0.1:"},
		"an address of somewhere else":    {metrics: "192.0.2.1:9090", failed: []string{"metrics"}, says: "of this machine"},
		"a collector that is not there":   {traces: "http://127.0.0.1:1", failed: []string{"traces"}, says: "port 4318"},
		"a collector's address in no way": {traces: "localhost:4318", failed: []string{"configuration", "traces"}, says: "OTEL_EXPORTER_OTLP_ENDPOINT"},
	} {
		t.Run(name, func(t *testing.T) {
			p := healthy(t)
			p.config.MetricsListen, p.config.TracesEndpoint = test.metrics, test.traces
			text, failed, _ := p.examine(t)
			if diff := cmp.Diff(test.failed, failed); diff != "" || !strings.Contains(text, test.says) {
				t.Errorf("failed checks (-want +got):\n%s\ndoes it say %q?\n%s", diff, test.says, text)
			}
		})
	}
}
