package chaos

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// replica keeps one process of the app running: one that ends is started again.
type replica struct {
	t    testing.TB
	spec spec
	log  io.Writer

	up      atomic.Pointer[string] // address it serves at, nil while it does not
	starts  atomic.Int64
	stopped atomic.Bool
	done    chan struct{}

	mu      sync.Mutex
	process *os.Process
	status  int // exit status of the last process
}

// startReplica begins to keep a process running.
func startReplica(t testing.TB, s spec, log io.Writer) *replica {
	r := &replica{t: t, spec: s, log: log}
	r.begin()
	return r
}

// begin keeps a process running, from the start or after stop.
func (r *replica) begin() {
	r.stopped.Store(false)
	r.done = make(chan struct{})
	go r.keep()
}

func (r *replica) keep() {
	defer close(r.done)
	for !r.stopped.Load() {
		if err := r.once(); err != nil {
			r.t.Errorf("start a process of the app: %v", err)
			return
		}
	}
}

// once runs one process to its end.
func (r *replica) once() error {
	text, err := json.Marshal(r.spec)
	if err != nil {
		return err
	}
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), asReplica+"="+string(text))
	command.Stderr = r.log
	parent, err := command.StdinPipe() // its end tells the process that we are gone
	if err != nil {
		return err
	}
	defer parent.Close()
	said, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	r.mu.Lock()
	if r.stopped.Load() {
		r.mu.Unlock()
		return nil
	}
	err = command.Start()
	r.process = command.Process
	r.mu.Unlock()
	if err != nil {
		return err
	}
	r.starts.Add(1)
	if lines := bufio.NewScanner(said); lines.Scan() {
		address := lines.Text()
		r.up.Store(&address)
	}
	_, _ = io.Copy(io.Discard, said)
	_ = command.Wait() // the status tells
	r.up.Store(nil)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.process, r.status = nil, command.ProcessState.ExitCode()
	return nil
}

// kill ends the process at once; false when there is none.
func (r *replica) kill() bool { return r.signal(syscall.SIGKILL) }

func (r *replica) signal(s os.Signal) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.process != nil && r.process.Signal(s) == nil
}

// stop ends the process as an operator does and gives its exit status. It is not started again.
func (r *replica) stop() (int, error) {
	r.mu.Lock()
	r.stopped.Store(true)
	if r.process != nil {
		_ = r.process.Signal(syscall.SIGTERM) // it may have ended by itself
	}
	r.mu.Unlock()
	select {
	case <-r.done:
	case <-time.After(patience):
		r.kill()
		<-r.done
		return -1, fmt.Errorf("did not stop within %s of SIGTERM", patience)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.status, nil
}

// journal keeps the log of a process, all of it where one asks for it, and the errors for the report.
type journal struct {
	mu     sync.Mutex
	file   *os.File // nil for none
	errors map[string]int
	rest   []byte
	sample map[string]string
}

// Write implements io.Writer for lines of JSON.
func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file != nil {
		if _, err := j.file.Write(p); err != nil {
			return 0, err
		}
	}
	j.rest = append(j.rest, p...)
	for {
		line, rest, complete := bytes.Cut(j.rest, []byte("\n"))
		if !complete {
			return len(p), nil
		}
		j.rest = rest
		j.take(line)
	}
}

func (j *journal) take(line []byte) {
	var entry struct{ Level, Msg string }
	switch err := json.Unmarshal(line, &entry); {
	case err != nil && len(line) > 0:
		entry.Msg = "not a log line"
	case entry.Level != "ERROR":
		return
	}
	j.errors[entry.Msg]++
	if len(j.sample[entry.Msg]) < 1000 {
		j.sample[entry.Msg] += string(line) + "\n"
	}
}
