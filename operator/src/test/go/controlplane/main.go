// Command controlplane is a real Kubernetes control plane in one process: etcd, the API server and the controllers
// that integration tests rely on (garbage collection, jobs, namespaces, service accounts). It listens on loopback
// only, makes its own certificates, has RBAC on, and keeps everything it writes in one directory. No pod ever runs.
//
// When it is ready it prints one line to standard output:
//
//	READY in 3.9s kubeconfig=/path/to/dir/kubeconfig
//
// Everything else goes to standard error.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"
)

// How long a start may take, and how long an orderly stop may take before the process ends anyway.
const (
	readyTimeout = 2 * time.Minute
	stopTimeout  = 5 * time.Second
)

func main() {
	dir := flag.String("dir", "", "directory for data, certificates and the kubeconfig; a second start there continues with them")
	port := flag.Int("port", 0, "port of the API server; 0 takes the port of the previous start in --dir, or a free one")
	withParent := flag.Bool("with-parent", false, "stop when standard input ends or the parent process is gone; leave SIGINT to the parent")
	flag.Parse()
	// A start allocates much and keeps little: collecting less often saves a quarter of its CPU time.
	debug.SetGCPercent(400)
	if err := run(*dir, *port, *withParent); err != nil {
		fmt.Fprintln(os.Stderr, "controlplane:", err)
		os.Exit(1)
	}
}

func run(dir string, port int, withParent bool) error {
	started := time.Now()
	if dir == "" || flag.NArg() > 0 {
		return errors.New("--dir is missing or there are stray arguments: give the directory that holds the state, as in --dir /tmp/cluster")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	ctx, stop := untilStopped(withParent)
	defer stop()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	unlock, err := lockDir(dir)
	if err != nil {
		return err
	}
	defer unlock()
	certs, err := loadOrCreateCerts(filepath.Join(dir, "pki"))
	if err != nil {
		return err
	}
	return serve(ctx, dir, port, certs, started)
}

// serve starts the parts in order and returns when the context ends or one of them fails.
func serve(ctx context.Context, dir string, port int, certs certs, started time.Time) error {
	etcd, err := startEtcd(filepath.Join(dir, "etcd"), certs)
	if err != nil {
		return err
	}
	defer etcd.Close()
	listener, err := listen(dir, port)
	if err != nil {
		return err
	}
	config, err := writeKubeconfig(filepath.Join(dir, "kubeconfig"), listener.Addr().String(), certs)
	if err != nil {
		return err
	}
	failed := make(chan error, 3)
	go func() { failed <- runAPIServer(ctx, listener, etcd.Clients[0].Addr().String(), certs) }()
	go func() { failed <- <-etcd.Err() }()
	go func() {
		if err := announce(ctx, config, dir, started, certs); err != nil {
			failed <- err
		}
	}()
	select {
	case err := <-failed:
		return endOf(ctx, err)
	case <-ctx.Done():
	}
	select {
	case err := <-failed:
		return endOf(ctx, err)
	case <-time.After(stopTimeout):
		return nil
	}
}

// endOf drops the errors that a stop brings along.
func endOf(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	if err == nil {
		return errors.New("a part of the control plane ended by itself: the lines above say which")
	}
	return err
}

// untilStopped gives the context that ends on a signal or, with a parent, when the parent is gone.
func untilStopped(withParent bool) (context.Context, context.CancelFunc) {
	if !withParent {
		return signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	}
	signal.Ignore(syscall.SIGINT, syscall.SIGHUP)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	go endWithParent(stop)
	return ctx, stop
}
