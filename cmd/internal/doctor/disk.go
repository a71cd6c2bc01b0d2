package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"mentorbot/cmd/internal/app"
)

// roomy is how many bytes should be free where SQLite keeps its file: with its log and a backup beside it, it may take as much again.
const roomy = 512 << 20

// disk looks whether SQLite can write beside its file, where it keeps its log, and how much room is left.
func disk(config app.Config) func(context.Context) finding {
	return func(context.Context) finding {
		path, here := strings.CutPrefix(config.DatabaseURL, "sqlite://")
		if !here || path == "" {
			return fine("PostgreSQL looks after its own")
		}
		dir := filepath.Dir(path)
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return fine("known once the directory of the database is there")
		}
		if err := writable(dir); err != nil {
			return trouble(err, "SQLite keeps its log beside the database: let the user that runs the service write into the directory.")
		}
		return room(dir, free)
	}
}

func writable(dir string) error {
	file, err := os.CreateTemp(dir, ".mentorbot-doctor-*")
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

// room judges what is free in a directory, in bytes, where the system tells.
func room(dir string, free func(string) (uint64, error)) finding {
	bytes, err := free(dir)
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		return fine("can be written to; this system does not tell how much room is left")
	case err != nil:
		return trouble(fmt.Errorf("room left in %s: %w", dir, err), "")
	case bytes < roomy:
		return trouble(fmt.Errorf("%d MiB left in %s", bytes>>20, dir),
			"Make room, or move the database: when the disk is full nothing can be changed until there is some again.")
	}
	return fine("%d MiB left for the database", bytes>>20)
}
