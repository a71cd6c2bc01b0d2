package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrNoBackup is returned by [Backup] for a database that is not a SQLite file.
var ErrNoBackup = errors.New("only SQLite in a file can be copied like this; a PostgreSQL server has pg_dump")

// Backup copies the SQLite database at url to a new file while others read and write it. The copy is one moment of the database and
// one file; it is checked and on the disk when Backup returns. An existing file is never overwritten, which is an fs.ErrExist.
// A copy that did not come about leaves no file behind.
func Backup(ctx context.Context, url, file string) (err error) {
	source, err := backupSource(url)
	if err != nil {
		return step("back up", err)
	}
	if file, err = filepath.Abs(file); err != nil {
		return step("back up", err)
	}
	// Only the owner may read it: it holds everything people wrote.
	reserved, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return step("back up", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(step("back up", err), os.Remove(file))
		}
	}()
	defer func() { err = errors.Join(err, reserved.Close()) }()
	if err := source.copyTo(ctx, file); err != nil {
		return err
	}
	if err := checkCopy(ctx, file); err != nil {
		return err
	}
	return errors.Join(reserved.Sync(), syncDirectory(filepath.Dir(file)))
}

// backupSource is the file to copy. Opening one that is not there would create it, and the backup of a mistyped name would be an empty
// database.
func backupSource(url string) (sqliteFile, error) {
	d, err := parseURL(url)
	if err != nil {
		return sqliteFile{}, err
	}
	source, ok := d.(sqliteFile)
	if !ok || source.path == "" {
		return sqliteFile{}, ErrNoBackup
	}
	_, err = os.Stat(source.path)
	return source, err
}

// copyTo uses VACUUM INTO, which reads in one transaction and so copies one moment; writers go on meanwhile
// (https://www.sqlite.org/lang_vacuum.html). The target is an empty file, which it accepts.
func (s sqliteFile) copyTo(ctx context.Context, file string) (err error) {
	db := openSQLite(s.dsn(longWait))
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", file)
	return step("copy", err)
}

// checkCopy reads every page of the copy, and looks for rows that refer to nothing.
func checkCopy(ctx context.Context, file string) (err error) {
	db := openSQLite(sqliteFile{path: file}.dsn(longWait, "query_only(1)"))
	defer func() { err = errors.Join(err, db.Close()) }()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return step("check copy", err)
	}
	if verdict != "ok" {
		return fmt.Errorf("check copy: %s", verdict)
	}
	var table string
	err = db.QueryRowContext(ctx, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1").Scan(&table)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		err = fmt.Errorf("a row of %s refers to one that is missing", table)
	}
	return step("check copy", err)
}

// syncDirectory makes the name of a new file last.
func syncDirectory(path string) error {
	directory, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(directory.Sync(), directory.Close())
}
