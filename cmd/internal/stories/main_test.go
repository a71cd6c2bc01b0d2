package stories

import (
	"os"
	"testing"

	"mentorbot/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Run(m)) }
