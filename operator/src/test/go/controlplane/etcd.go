package main

import (
	"fmt"
	"net/url"
	"time"

	"go.etcd.io/etcd/client/pkg/v3/transport"
	"go.etcd.io/etcd/server/v3/embed"
)

// startEtcd runs a single member on a free loopback port that asks for a client certificate. It does not sync to disk:
// the data survives the process, which is what restarts in tests need, but not the machine.
func startEtcd(dir string, certs certs) (*embed.Etcd, error) {
	config := embed.NewConfig()
	config.Dir = dir
	config.Name = "controlplane"
	config.UnsafeNoFsync = true
	config.LogLevel = "warn"
	config.ClientTLSInfo = transport.TLSInfo{
		CertFile: certs.etcdCert, KeyFile: certs.etcdKey, TrustedCAFile: certs.etcdCA, ClientCertAuth: true,
	}
	config.ListenClientUrls = []url.URL{{Scheme: "https", Host: "127.0.0.1:0"}}
	config.AdvertiseClientUrls = []url.URL{{Scheme: "https", Host: "127.0.0.1:2379"}}
	// A single member has no peers: it listens for none, and the URL is only its name in the member list.
	config.ListenPeerUrls = nil
	config.AdvertisePeerUrls = []url.URL{{Scheme: "https", Host: "127.0.0.1:2380"}}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	// Elections have one voter: no reason to wait the second that is meant for networks.
	config.TickMs, config.ElectionMs = 10, 100

	etcd, err := embed.StartEtcd(config)
	if err != nil {
		return nil, fmt.Errorf("etcd does not start in %s: %w", dir, err)
	}
	select {
	case <-etcd.Server.ReadyNotify():
		return etcd, nil
	case <-time.After(readyTimeout):
		etcd.Close()
		return nil, fmt.Errorf("etcd in %s is not ready after %s: look at its lines above", dir, readyTimeout)
	}
}
