package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/client-go/rest"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/cmd/kube-apiserver/app/options"
)

// runAPIServer runs the API server until the context ends. It is configured by the flags of kube-apiserver, so that
// whoever knows those knows this one; only the listener is handed over, so that a free port cannot be lost to a race.
func runAPIServer(ctx context.Context, listener net.Listener, etcd string, certs certs) error {
	server := options.NewServerRunOptions()
	flags := pflag.NewFlagSet("kube-apiserver", pflag.ContinueOnError)
	for _, set := range server.Flags().FlagSets {
		flags.AddFlagSet(set)
	}
	if err := flags.Parse(apiServerFlags(etcd, certs)); err != nil {
		return err
	}
	if err := server.GenericServerRunOptions.ComponentGlobalsRegistry.Set(); err != nil {
		return err
	}
	rest.SetDefaultWarningHandler(rest.NoWarnings{})
	server.SecureServing.Listener = listener
	completed, err := server.Complete(ctx)
	if err != nil {
		return fmt.Errorf("the API server refuses its settings: %w", err)
	}
	if errs := completed.Validate(); len(errs) > 0 {
		return fmt.Errorf("the API server refuses its settings: %w", utilerrors.NewAggregate(errs))
	}
	return app.Run(ctx, completed)
}

func apiServerFlags(etcd string, certs certs) []string {
	return []string{
		"--advertise-address=127.0.0.1",
		"--endpoint-reconciler-type=none",
		"--service-cluster-ip-range=10.96.0.0/24",
		"--etcd-servers=https://" + etcd,
		"--etcd-cafile=" + certs.etcdCA,
		"--etcd-certfile=" + certs.etcdClientCert,
		"--etcd-keyfile=" + certs.etcdClientKey,
		"--etcd-healthcheck-timeout=10s",
		"--tls-cert-file=" + certs.serverCert,
		"--tls-private-key-file=" + certs.serverKey,
		"--client-ca-file=" + certs.ca,
		"--authorization-mode=Node,RBAC",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + certs.serviceAccountKey,
		"--service-account-signing-key-file=" + certs.serviceAccountKey,
		"--allow-privileged=true",
		"--profiling=false",
	}
}

// listen takes the port asked for, else the one that this directory had before, else a free one, and remembers it.
// Another process may have taken the remembered port; kubeconfigs in use point to it, so that is an error.
func listen(dir string, port int) (net.Listener, error) {
	file := filepath.Join(dir, "port")
	if port == 0 {
		if known, err := os.ReadFile(file); err == nil {
			port, _ = strconv.Atoi(strings.TrimSpace(string(known)))
		}
	}
	listener, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, fmt.Errorf("port %d for the API server cannot be had: stop what listens there, or delete %s and start again (%w)", port, file, err)
	}
	used := listener.Addr().(*net.TCPAddr).Port
	return listener, os.WriteFile(file, []byte(strconv.Itoa(used)+"\n"), 0o600)
}
