package main

import (
	"context"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/client-go/util/cert"
)

func encode(certificate []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: cert.CertificateBlockType, Bytes: certificate})
}

// writeKubeconfig writes a self-contained kubeconfig of the administrator and returns the same as client settings.
func writeKubeconfig(file, address string, certs certs) (*rest.Config, error) {
	config := api.NewConfig()
	cluster, user := api.NewCluster(), api.NewAuthInfo()
	cluster.Server = "https://" + address
	for source, target := range map[string]*[]byte{
		certs.ca:        &cluster.CertificateAuthorityData,
		certs.adminCert: &user.ClientCertificateData,
		certs.adminKey:  &user.ClientKeyData,
	} {
		content, err := os.ReadFile(source)
		if err != nil {
			return nil, err
		}
		*target = content
	}
	current := api.NewContext()
	current.Cluster, current.AuthInfo = "stagecraft", "admin"
	config.Clusters["stagecraft"], config.AuthInfos["admin"], config.Contexts["stagecraft"] = cluster, user, current
	config.CurrentContext = "stagecraft"
	// Written aside and moved, so that nobody reads half a file.
	if err := clientcmd.WriteToFile(*config, file+".new"); err != nil {
		return nil, err
	}
	if err := os.Rename(file+".new", file); err != nil {
		return nil, err
	}
	return clientcmd.NewDefaultClientConfig(*config, nil).ClientConfig()
}

// announce starts the controllers as soon as the API server answers, and prints the line that callers wait for once
// clients find what every cluster has: the system namespaces and the service account that pods run as.
func announce(ctx context.Context, config *rest.Config, dir string, started time.Time, certs certs) error {
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	var missing error
	poll := func(check func(context.Context) error) error {
		return wait.PollUntilContextTimeout(ctx, 20*time.Millisecond, readyTimeout, true, func(ctx context.Context) (bool, error) {
			missing = check(ctx)
			return missing == nil, nil
		})
	}
	ready := func(ctx context.Context) error {
		return client.Discovery().RESTClient().Get().AbsPath("/readyz").Do(ctx).Error()
	}
	if err := poll(ready); err != nil {
		return fmt.Errorf("the API server is not ready after %s: %w", readyTimeout, missing)
	}
	if err := startControllers(ctx, config, certs); err != nil {
		return err
	}
	populated := func(ctx context.Context) error {
		if _, err := client.CoreV1().Namespaces().Get(ctx, metav1.NamespaceSystem, metav1.GetOptions{}); err != nil {
			return err
		}
		_, err := client.CoreV1().ServiceAccounts(metav1.NamespaceDefault).Get(ctx, "default", metav1.GetOptions{})
		return err
	}
	if err := poll(populated); err != nil {
		return fmt.Errorf("the system namespaces are not there after %s: %w", readyTimeout, missing)
	}
	debug.SetGCPercent(100)
	fmt.Printf("READY in %.1fs kubeconfig=%s\n", time.Since(started).Seconds(), filepath.Join(dir, "kubeconfig"))
	return nil
}
