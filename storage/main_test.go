package storage_test

import (
	"flag"
	"os"
	"testing"

	"mentorbot/storage/storagetest"
)

// TestMain keeps random histories to a number that fits a run of all tests; -rapid.checks=1000 looks further.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "15"); err != nil {
		panic(err)
	}
	flag.Parse()
	os.Exit(storagetest.Run(m))
}
