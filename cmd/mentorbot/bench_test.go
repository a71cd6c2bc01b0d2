package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkStart measures the program as it is shipped, on SQLite: how long after its start it is ready, and what memory it holds then.
// The first start creates the schema; the others find it.
func BenchmarkStart(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "mentorbot")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	newSlack(b, "socket")
	address := freeAddress(b)
	b.Setenv("MENTORBOT_LISTEN", address)
	var memory float64
	for b.Loop() {
		program := exec.Command(binary, "serve")
		if err := program.Start(); err != nil {
			b.Fatal(err)
		}
		awaitReady(b, "http://"+address+"/readyz")
		b.StopTimer()
		memory = max(memory, residentMiB(b, program.Process.Pid))
		if err := program.Process.Signal(syscall.SIGTERM); err != nil {
			b.Fatal(err)
		}
		if err := program.Wait(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/ready")
	b.ReportMetric(memory, "MiB")
}

// freeAddress is an address nobody listens on at the moment.
func freeAddress(tb testing.TB) string {
	tb.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func awaitReady(tb testing.TB, url string) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for {
		if response, err := http.Get(url); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			tb.Fatal("never ready")
		}
	}
}

// residentMiB is the memory a process holds; zero where the system has no /proc.
func residentMiB(tb testing.TB, pid int) float64 {
	tb.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	var kib float64
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		tb.Fatalf("read memory: %v", err)
	}
	return kib / 1024
}
