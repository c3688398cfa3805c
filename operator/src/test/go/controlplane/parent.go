package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// endWithParent calls stop once the parent is gone: standard input is a pipe that only the parent holds, so it ends
// even after a SIGKILL. Should somebody else have inherited the pipe, the change of parent is noticed instead.
func endWithParent(stop context.CancelFunc) {
	parent := os.Getppid()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	for os.Getppid() == parent {
		time.Sleep(500 * time.Millisecond)
	}
	stop()
}

// lockDir makes sure that no two control planes share a directory. The lock ends with the process.
func lockDir(dir string) (func(), error) {
	file, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	// The previous owner may still be on its way out, as when a test restarts the control plane.
	for deadline := time.Now().Add(stopTimeout + time.Second); ; time.Sleep(20 * time.Millisecond) {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return func() { _ = file.Close() }, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) || time.Now().After(deadline) {
			return nil, fmt.Errorf("%s is in use by another control plane: stop that one or give another --dir (%w)", dir, err)
		}
	}
}
