# make run     try the product: a simulated Slack in the browser, needs Go only
# make test    the whole check; sets up what it needs (see scripts/test.sh)
# make quick   the tests that need neither PostgreSQL nor Chromium nor a C compiler
# make replicas every story of the product told by three replicas on PostgreSQL too, instead of a quarter of them
# make chaos   kills the service hundreds of times under load and checks what is left (see scripts/chaos.sh)
# make bolt    an app made with another SDK on the simulator; needs Node.js (see scripts/bolt.sh)
# make build   the static binary bin/mentorbot

FUZZTIME ?= 30s
sources = find . -name '*.go' -not -path './.*/*'
goldens = $(shell $(sources) -name '*_test.go' | xargs grep -l 'flag.Bool."update"' | xargs -n1 dirname | sort -u)

.PHONY: run test replicas chaos bolt quick lint bench fuzz build golden

run:
	go run ./cmd/sandbox

test:
	scripts/test.sh

replicas:
	TEST_DATABASE_URL=$$(scripts/postgres.sh) CHROMIUM=$$(scripts/chromium.sh) MENTORBOT_TEST=replicas go test -count=1 -timeout 60m ./cmd/internal/stories

chaos:
	scripts/chaos.sh

bolt:
	scripts/bolt.sh

# Packages whose tests drive a browser are left out by what they import.
quick:
	MENTORBOT_TEST=quick go test -shuffle=on \
		$$(go list -f '{{.ImportPath}} {{.TestImports}} {{.XTestImports}}' ./... | grep -v /chromedp | cut -d' ' -f1)

# A test that cannot run fails; it does not skip.
lint:
	@unformatted=$$($(sources) | xargs gofmt -l); test -z "$$unformatted" || { echo "not formatted:" $$unformatted; exit 1; }
	@! $(sources) -name '*_test.go' | xargs grep -nE '\.Skip(f|Now)?\(' || { echo "tests must not skip"; exit 1; }
	go vet ./...
	go tool staticcheck ./...

# Prints figures; none of them passes or fails a test.
bench:
	go test -run '^$$' -bench . -benchmem ./...

fuzz:
	scripts/fuzz.sh $(FUZZTIME)

build:
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o bin/mentorbot ./cmd/mentorbot

# Writes the goldens anew; look at the difference before you commit it.
golden:
	MENTORBOT_TEST=quick go test $(goldens) -update
