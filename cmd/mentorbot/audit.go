package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"mentorbot/storage"
)

type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"Say whether the log of changes is what it was when it was sealed."`
}

type auditVerifyCommand struct {
	DatabaseURL string `name:"database-url" env:"MENTORBOT_DATABASE_URL" default:"sqlite://mentorbot.db" help:"The database, as for serve."`
	Seal        string `name:"seal" help:"A hash this command printed earlier: the log up to there has to be the same still."`
}

// Run computes every seal again. The service may run meanwhile.
func (c *auditVerifyCommand) Run(ctx context.Context, to streams) (err error) {
	db, err := storage.Open(ctx, storage.Options{URL: c.DatabaseURL})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	found, err := db.VerifyAudit(ctx)
	if err != nil {
		return err
	}
	if c.Seal != "" && !slices.ContainsFunc(found.Seals, func(s storage.AuditSeal) bool { return s.Hash == c.Seal }) {
		return fmt.Errorf("no seal has the hash %q: the log was sealed anew since, or this is another database", c.Seal)
	}
	if len(found.Seals) == 0 {
		_, err = fmt.Fprintf(to.out, "nothing is sealed yet; entries without a seal: %d\n", found.Unsealed)
		return err
	}
	last := found.Seals[len(found.Seals)-1]
	_, err = fmt.Fprintf(to.out, "the log is as it was sealed: entries %d, seals %d, since the last seal %d\nlast seal %s (%s)\n",
		found.Entries, len(found.Seals), found.Unsealed, last.Hash, last.SealedAt.UTC().Format(time.RFC3339))
	return err
}
