package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"k8s.io/client-go/util/cert"
	"k8s.io/client-go/util/keyutil"
)

// certs names the files of the two authorities, one for the API and one for etcd, and of what they have signed.
type certs struct {
	ca, serverCert, serverKey, adminCert, adminKey           string
	etcdCA, etcdCert, etcdKey, etcdClientCert, etcdClientKey string
	serviceAccountKey                                        string
}

// authority signs; its own key is never written to disk.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

const lifetime = 365 * 24 * time.Hour

// loadOrCreateCerts makes all certificates on the first start in a directory and leaves them alone afterwards, so that
// clients and service account tokens stay valid across restarts.
func loadOrCreateCerts(dir string) (certs, error) {
	in := func(name string) string { return filepath.Join(dir, name) }
	files := certs{
		ca: in("ca.crt"), serverCert: in("server.crt"), serverKey: in("server.key"),
		adminCert: in("admin.crt"), adminKey: in("admin.key"),
		etcdCA: in("etcd-ca.crt"), etcdCert: in("etcd.crt"), etcdKey: in("etcd.key"),
		etcdClientCert: in("etcd-client.crt"), etcdClientKey: in("etcd-client.key"),
		serviceAccountKey: in("service-account.key"),
	}
	// The service account key is written last: where it is, everything is.
	if _, err := os.Stat(files.serviceAccountKey); err == nil {
		return files, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return files, err
	}
	if err := files.create(); err != nil {
		return files, fmt.Errorf("the certificates cannot be made in %s: %w", dir, err)
	}
	return files, nil
}

func (files certs) create() error {
	api, err := newAuthority("stagecraft-control-plane", files.ca)
	if err != nil {
		return err
	}
	etcd, err := newAuthority("stagecraft-etcd", files.etcdCA)
	if err != nil {
		return err
	}
	admin := pkix.Name{CommonName: "admin", Organization: []string{"system:masters"}}
	for _, issue := range []error{
		api.issue(pkix.Name{CommonName: "kube-apiserver"}, x509.ExtKeyUsageServerAuth, files.serverCert, files.serverKey),
		api.issue(admin, x509.ExtKeyUsageClientAuth, files.adminCert, files.adminKey),
		etcd.issue(pkix.Name{CommonName: "etcd"}, x509.ExtKeyUsageServerAuth, files.etcdCert, files.etcdKey),
		etcd.issue(pkix.Name{CommonName: "kube-apiserver"}, x509.ExtKeyUsageClientAuth, files.etcdClientCert, files.etcdClientKey),
	} {
		if issue != nil {
			return issue
		}
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	return writeKey(files.serviceAccountKey, key)
}

func newAuthority(name, file string) (authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return authority{}, err
	}
	root, err := cert.NewSelfSignedCACert(cert.Config{CommonName: name}, key)
	if err != nil {
		return authority{}, err
	}
	return authority{root, key}, cert.WriteCert(file, encode(root.Raw))
}

// issue writes a certificate and its key. Servers are only ever reached on loopback; the admin certificate and the
// serving certificates carry one use each, so that none can stand in for another.
func (a authority) issue(subject pkix.Name, use x509.ExtKeyUsage, certFile, keyFile string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 126))
	if err != nil {
		return err
	}
	template := x509.Certificate{
		SerialNumber: serial, Subject: subject,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(lifetime),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{use},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		DNSNames:    []string{"localhost", "kubernetes.default.svc"},
	}
	signed, err := x509.CreateCertificate(rand.Reader, &template, a.cert, key.Public(), a.key)
	if err != nil {
		return err
	}
	if err := cert.WriteCert(certFile, encode(signed)); err != nil {
		return err
	}
	return writeKey(keyFile, key)
}

func writeKey(file string, key *ecdsa.PrivateKey) error {
	pem, err := keyutil.MarshalPrivateKeyToPEM(key)
	if err != nil {
		return err
	}
	return keyutil.WriteKey(file, pem)
}
