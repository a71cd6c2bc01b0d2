package chaos

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"mentorbot/cmd/internal/app"
)

// asReplica is the environment variable that makes the test program a process of the app; its value is a [spec].
const asReplica = "MENTORBOT_CHAOS_REPLICA"

// The flags of a long run. Their defaults are the short form.
var (
	kills = flag.Int("kills", 6, "processes to kill in each run")
	pause = flag.Duration("pause", 700*time.Millisecond, "between two kills on average")
	every = flag.Bool("every", false, "run each transport on each database, not only one on each")
	seed  = flag.Uint64("seed", 0, "what a run is drawn from; 0 draws one and says which")
	logs  = flag.String("logs", "", "directory to keep the logs of the app's processes in")
)

func TestMain(m *testing.M) {
	if text := os.Getenv(asReplica); text != "" {
		os.Exit(serve(text))
	}
	os.Exit(m.Run())
}

// spec is what a process of the app is told.
type spec struct {
	Config     app.Config
	Clock      sharedClock
	JobTimeout time.Duration
}

// briefly bounds a run of a job where processes die or lose their database in the middle of one: its lease, after which the job is taken
// again, is three times as long.
const briefly = time.Second

// serve runs the app until a signal ends it, or its parent is gone.
func serve(text string) int {
	var s spec
	log := slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		log.Error("read spec", "error", err)
		return 2
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // ends with the parent
		os.Exit(3)
	}()
	signal.Ignore(syscall.SIGXFSZ) // a write beyond the limit of limitFiles fails like any other
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if err := run(ctx, s, log); err != nil {
		log.Error("ended", "error", err)
		return 1
	}
	return 0
}

func run(ctx context.Context, s spec, log *slog.Logger) (err error) {
	service, err := app.New(ctx, s.Config, app.Options{Clock: s.Clock, Logger: log, JobTimeout: s.JobTimeout})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, service.Close()) }()
	fmt.Println(service.Addr()) // tells the parent that it serves, and where
	go follow(ctx, s.Clock, service)
	return service.Run(ctx)
}

// fullDisk names the file that says that no file may grow, next to that of the clock.
func fullDisk(clock string) string { return clock + ".full" }

// limitFiles lets every write to a file of this process fail, as on a full disk, for as long as a file says so.
func limitFiles(clock string) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		panic(err)
	}
	limit.Cur = limit.Max
	if _, err := os.Stat(fullDisk(clock)); err == nil {
		limit.Cur = 0
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		panic(err)
	}
}

// follow has the app catch up whenever the clock was moved, and has it meet a full disk.
func follow(ctx context.Context, clock sharedClock, service *app.App) {
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for seen := clock.offset(); ; {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
		limitFiles(string(clock))
		if now := clock.offset(); now != seen {
			seen = now
			brief, cancel := context.WithTimeout(ctx, time.Second)
			_ = service.CatchUp(brief) // what it does not get done is in the queue
			cancel()
		}
	}
}
