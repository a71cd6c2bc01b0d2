//go:build linux || darwin

package doctor

import "golang.org/x/sys/unix"

// free is how many bytes may still be written into a directory.
func free(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return s.Bavail * uint64(s.Bsize), nil
}
