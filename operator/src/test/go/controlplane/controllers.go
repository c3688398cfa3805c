package main

import (
	"context"
	"fmt"
	"os"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/metadata/metadatainformer"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/controller-manager/pkg/informerfactory"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/certificates/rootcacertpublisher"
	"k8s.io/kubernetes/pkg/controller/clusterroleaggregation"
	"k8s.io/kubernetes/pkg/controller/garbagecollector"
	"k8s.io/kubernetes/pkg/controller/job"
	"k8s.io/kubernetes/pkg/controller/namespace"
	"k8s.io/kubernetes/pkg/controller/serviceaccount"
	"k8s.io/kubernetes/pkg/controller/ttlafterfinished"
)

const (
	workers = 4
	// How soon the garbage collector watches a new kind. The controller manager takes 30 s, too long for tests that
	// install a CRD and count on owner references at once.
	discoveryPeriod = time.Second
)

// controllers is what the parts of the controller manager share: watches as the administrator, one client per
// controller with exactly the rights that the API server's own bootstrap roles give it.
type controllers struct {
	config    *rest.Config
	informers informers.SharedInformerFactory
	metadata  metadatainformer.SharedInformerFactory
}

// startControllers starts those controllers of the controller manager that need no nodes: garbage collection,
// namespaces, service accounts, jobs and their expiry, the root certificate in each namespace, aggregated roles.
func startControllers(ctx context.Context, config *rest.Config, certs certs) error {
	config = rest.CopyConfig(config)
	config.QPS = -1 // the API server has its own fairness; client-side throttling only makes tests slow
	all := controllers{
		config:    config,
		informers: informers.NewSharedInformerFactory(kubernetes.NewForConfigOrDie(config), 0),
		metadata:  metadatainformer.NewSharedInformerFactory(metadata.NewForConfigOrDie(config), 0),
	}
	rootCA, err := os.ReadFile(certs.ca)
	if err != nil {
		return err
	}
	started := make(chan struct{})
	loops, err := all.serviceAccounts(ctx, rootCA)
	if err != nil {
		return fmt.Errorf("the controllers cannot be started: %w", err)
	}
	workloads, err := all.workloads(ctx)
	if err != nil {
		return fmt.Errorf("the controllers cannot be started: %w", err)
	}
	collector, err := all.garbageCollection(ctx, started)
	if err != nil {
		return fmt.Errorf("the controllers cannot be started: %w", err)
	}
	for _, loop := range append(append(loops, workloads...), collector...) {
		go loop(ctx)
	}
	all.informers.Start(ctx.Done())
	all.metadata.Start(ctx.Done())
	close(started)
	return nil
}

// as gives the settings of the service account that the bootstrap roles know a controller by.
func (c controllers) as(name string) *rest.Config {
	config := rest.CopyConfig(c.config)
	config.UserAgent = name
	config.Impersonate = rest.ImpersonationConfig{
		UserName: "system:serviceaccount:kube-system:" + name,
		Groups:   []string{"system:serviceaccounts", "system:serviceaccounts:kube-system", "system:authenticated"},
	}
	return config
}

func (c controllers) client(name string) kubernetes.Interface {
	return kubernetes.NewForConfigOrDie(c.as(name))
}

type loop func(context.Context)

func (c controllers) serviceAccounts(ctx context.Context, rootCA []byte) ([]loop, error) {
	core := c.informers.Core().V1()
	accounts, err := serviceaccount.NewServiceAccountsController(klog.FromContext(ctx), core.ServiceAccounts(),
		core.Namespaces(), c.client("service-account-controller"), serviceaccount.DefaultServiceAccountsControllerOptions())
	if err != nil {
		return nil, err
	}
	publisher, err := rootcacertpublisher.NewPublisher(core.ConfigMaps(), core.Namespaces(),
		c.client("root-ca-cert-publisher"), rootCA)
	if err != nil {
		return nil, err
	}
	return []loop{
		func(ctx context.Context) { accounts.Run(ctx, 1) },
		func(ctx context.Context) { publisher.Run(ctx, 1) },
	}, nil
}

func (c controllers) workloads(ctx context.Context) ([]loop, error) {
	const namespaces = "namespace-controller"
	discovery := c.client(namespaces).Discovery().ServerPreferredNamespacedResources
	deletion := namespace.NewNamespaceController(ctx, c.client(namespaces), metadata.NewForConfigOrDie(c.as(namespaces)),
		discovery, c.informers.Core().V1().Namespaces(), 5*time.Minute, v1.FinalizerKubernetes)
	jobs, err := job.NewController(ctx, c.client("job-controller"), c.informers.Core().V1().Pods(),
		c.informers.Batch().V1().Jobs(), nil, nil)
	if err != nil {
		return nil, err
	}
	expiry := ttlafterfinished.New(ctx, c.informers.Batch().V1().Jobs(), c.client("ttl-after-finished-controller"))
	roles := clusterroleaggregation.NewClusterRoleAggregation(c.informers.Rbac().V1().ClusterRoles(),
		c.client("clusterrole-aggregation-controller").RbacV1())
	return []loop{
		func(ctx context.Context) { deletion.Run(ctx, workers) },
		func(ctx context.Context) { jobs.Run(ctx, workers) },
		func(ctx context.Context) { expiry.Run(ctx, 1) },
		func(ctx context.Context) { roles.Run(ctx, 1) },
	}, nil
}

func (c controllers) garbageCollection(ctx context.Context, started <-chan struct{}) ([]loop, error) {
	const name = "generic-garbage-collector"
	discovery := c.client(name).Discovery()
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(discovery))
	collector, err := garbagecollector.NewGarbageCollector(ctx, c.client(name), metadata.NewForConfigOrDie(c.as(name)),
		mapper, garbagecollector.DefaultIgnoredResources(),
		informerfactory.NewInformerFactory(c.informers, c.metadata), started)
	if err != nil {
		return nil, err
	}
	return []loop{
		func(ctx context.Context) { collector.Run(ctx, workers, 10*time.Second) },
		func(ctx context.Context) { collector.Sync(ctx, discovery, discoveryPeriod) },
	}, nil
}
