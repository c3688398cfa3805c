package dev.stagecraft.architecture;

import static dev.stagecraft.architecture.PackageRule.effects;
import static dev.stagecraft.architecture.PackageRule.pure;

import java.util.List;

/**
 * What each package may import. Deny by default: a package without a row and an arrow without a cell fail.
 *
 * <p>Adapters (below {@code provider}, and {@code host.ssh}, {@code cluster.fabric8}, {@code image.oci},
 * {@code source.git}) appear in no other row, so only the root package, which wires everything by hand, can reach them.
 */
final class PackageTable {
    private static final String JACKSON = "com.fasterxml.jackson..";
    private static final String PICOCLI = "picocli..";
    private static final String SLF4J = "org.slf4j..";

    /** Plain values of the Kubernetes API, which the status is made of. */
    private static final String[] CONDITION = {
        "io.fabric8.kubernetes.api.model.Condition",
        "io.fabric8.kubernetes.api.model.ConditionBuilder",
        "io.fabric8.kubernetes.api.model.ConditionFluent"
    };

    private static final String FABRIC8 = "io.fabric8..";
    private static final String FABRIC8_MODEL = "io.fabric8.kubernetes.api.model..";

    /** The ports and pure packages, which the shell around them may use. */
    private static final String[] PORTS_AND_PURE = {
        "api.v1alpha1",
        "build",
        "cluster",
        "command",
        "compose",
        "config",
        "dotenv",
        "host",
        "image",
        "log",
        "metrics",
        "plan",
        "provider",
        "provider.app",
        "provider.ci",
        "provider.cloud",
        "provider.migration",
        "provider.secrets",
        "release",
        "secret",
        "source",
        "status",
        "text"
    };

    /** What a provider may import, besides the SPIs themselves and its own client library. */
    private static final String[] FOR_PROVIDERS = {
        "provider", "plan", "release", "host", "cluster", "command", "secret", "log"
    };

    // package, what it may import of ours, what it may use of others
    static final List<PackageRule> ROWS = List.of(
            pure("api.v1alpha1")
                    .with(
                            JACKSON,
                            FABRIC8_MODEL,
                            "io.fabric8.kubernetes.model..",
                            "io.fabric8.kubernetes.client.CustomResource",
                            "io.fabric8.generator.annotation..",
                            "io.fabric8.crd.generator.annotation.."),
            pure("secret").with("com.fasterxml.jackson.annotation..", "java.net.URLEncoder"),
            pure("template"),
            pure("text"),
            pure("dotenv").imports("template"),
            pure("compose").imports("dotenv", "secret", "template").with(JACKSON, "org.snakeyaml.engine.."),
            pure("plan").imports("compose"),
            pure("release").imports("plan"),
            pure("status").imports("api.v1alpha1", "plan", "release").with(CONDITION),
            effects("log").imports("secret").with(SLF4J, "ch.qos.logback.."),
            effects("config").imports("secret"),
            effects("http"),
            effects("metrics").imports("release").with("io.micrometer..", "io.javaoperatorsdk.."),
            effects("command").imports("secret", "log").with(SLF4J),
            effects("host").imports("command", "compose", "secret", "log").with(JACKSON, SLF4J),
            effects("host.ssh")
                    .imports("host", "command", "secret", "log")
                    .with(SLF4J, "org.apache.sshd..", "org.bouncycastle.."),
            effects("cluster")
                    .imports("api.v1alpha1", "plan", "release", "secret")
                    .with(JACKSON, FABRIC8_MODEL),
            effects("cluster.fabric8")
                    .imports("cluster", "api.v1alpha1", "plan", "release", "secret", "log")
                    .with(FABRIC8, JACKSON, SLF4J),
            effects("source").imports("secret"),
            effects("source.git")
                    .imports("source", "secret", "provider.cloud")
                    .with("org.eclipse.jgit..", SLF4J, "org.apache.commons.compress.."),
            effects("build").imports("plan", "secret", "source"),
            effects("build.job").imports("build", "cluster", "secret", "source").with(JACKSON, FABRIC8_MODEL),
            effects("image").imports("secret", "source").with(JACKSON),
            effects("build.host").imports("build", "host", "command", "secret", "source", "log"),
            effects("image.oci")
                    .imports("image", "source", "secret", "log")
                    .with(JACKSON, SLF4J, "org.apache.commons.compress..", "org.apache.commons.io.build.."),
            effects("provider")
                    .imports("plan", "release", "host", "cluster", "command", "secret")
                    .with(JACKSON),
            effects("provider.app")
                    .imports(FOR_PROVIDERS)
                    .imports("build", "source")
                    .with(JACKSON),
            effects("provider.backend.encore")
                    .imports(FOR_PROVIDERS)
                    .imports("build", "provider.app", "source")
                    .with(JACKSON),
            effects("provider.backend.generic")
                    .imports(FOR_PROVIDERS)
                    .imports("build", "provider.app", "source")
                    .with(JACKSON),
            effects("provider.frontend.generic")
                    .imports(FOR_PROVIDERS)
                    .imports("build", "provider.app", "source")
                    .with(JACKSON),
            effects("provider.ci")
                    .imports(FOR_PROVIDERS)
                    .imports("build", "source")
                    .with(JACKSON),
            effects("provider.ci.github")
                    .imports(FOR_PROVIDERS)
                    .imports("build", "provider.ci", "source")
                    .with(JACKSON),
            effects("provider.cloud").imports(FOR_PROVIDERS).with(JACKSON),
            effects("provider.cloud.digitalocean")
                    .imports(FOR_PROVIDERS)
                    .imports("provider.cloud")
                    .with(JACKSON, SLF4J),
            effects("provider.cloud.fixed")
                    .imports(FOR_PROVIDERS)
                    .imports("provider.cloud")
                    .with(JACKSON, SLF4J),
            effects("provider.secrets")
                    .imports(FOR_PROVIDERS)
                    .imports("provider.app")
                    .with(JACKSON),
            effects("provider.secrets.kubernetes")
                    .imports(FOR_PROVIDERS)
                    .imports("provider.secrets")
                    .with(JACKSON),
            effects("provider.secrets.envfile")
                    .imports(FOR_PROVIDERS)
                    .imports("provider.app", "provider.secrets", "dotenv")
                    .with(JACKSON),
            effects("provider.secrets.encore")
                    .imports(FOR_PROVIDERS)
                    .imports("provider.app", "provider.secrets")
                    .with(JACKSON),
            effects("reconcile.gather")
                    .imports(PORTS_AND_PURE)
                    .with(JACKSON, FABRIC8_MODEL, "io.fabric8.kubernetes.client.KubernetesClientException"),
            effects("provider.migration").imports(FOR_PROVIDERS).with(JACKSON),
            effects("provider.migration.container")
                    .imports(FOR_PROVIDERS)
                    .imports("provider.migration")
                    .with(JACKSON),
            effects("provider.migration.raw")
                    .imports(FOR_PROVIDERS)
                    .imports("provider.migration", "provider.migration.raw.sql")
                    .with(JACKSON, "java.sql", "org.postgresql..", "org.mariadb.jdbc..", "org.sqlite.."),
            pure("provider.migration.raw.sql").imports("provider.migration"),
            effects("reconcile.step")
                    .imports(PORTS_AND_PURE)
                    .imports("reconcile.gather")
                    .with(JACKSON, SLF4J, FABRIC8_MODEL, "io.fabric8.kubernetes.client.KubernetesClientException"),
            effects("reconcile.observe")
                    .imports(PORTS_AND_PURE)
                    .imports("reconcile.gather", "reconcile.step")
                    .with(JACKSON, SLF4J, FABRIC8_MODEL),
            effects("reconcile.preview")
                    .imports(PORTS_AND_PURE)
                    .imports("reconcile.gather", "reconcile.observe", "reconcile.step")
                    .with(JACKSON, FABRIC8_MODEL),
            effects("reconcile")
                    .imports(PORTS_AND_PURE)
                    .imports("reconcile.gather", "reconcile.observe", "reconcile.preview", "reconcile.step")
                    .with(JACKSON, SLF4J, FABRIC8_MODEL, "io.fabric8.kubernetes.client..", "io.javaoperatorsdk.."),
            effects("cli.session")
                    .imports(PORTS_AND_PURE)
                    .imports("reconcile.gather", "reconcile.step")
                    .with(JACKSON, PICOCLI, FABRIC8_MODEL, "io.fabric8.kubernetes.client.KubernetesClientException"),
            effects("cli.manifest")
                    .imports(PORTS_AND_PURE)
                    .imports("cli.session", "reconcile.gather", "reconcile.preview", "reconcile.step")
                    .with(JACKSON, FABRIC8_MODEL, "org.snakeyaml.engine.."),
            effects("cli.plan")
                    .imports(PORTS_AND_PURE)
                    .imports("cli.manifest", "cli.session")
                    .imports("reconcile.gather", "reconcile.observe", "reconcile.preview", "reconcile.step")
                    .with(JACKSON, PICOCLI, FABRIC8_MODEL, "io.fabric8.kubernetes.client.KubernetesClientException"),
            effects("cli.release")
                    .imports(PORTS_AND_PURE)
                    .imports("cli.session")
                    .with(JACKSON, PICOCLI, FABRIC8_MODEL, "io.fabric8.kubernetes.client.KubernetesClientException"),
            effects("cli.status")
                    .imports(PORTS_AND_PURE)
                    .imports("cli.session")
                    .with(JACKSON, PICOCLI, FABRIC8_MODEL, "io.fabric8.kubernetes.client.KubernetesClientException"),
            effects("cli.host")
                    .imports(PORTS_AND_PURE)
                    .imports("cli.session", "reconcile.gather")
                    .with(
                            PICOCLI,
                            FABRIC8_MODEL,
                            "com.fasterxml.jackson.databind.node.JsonNodeFactory",
                            "io.fabric8.kubernetes.client.KubernetesClientException"),
            effects("cli.dev.local").with(JACKSON, "org.bouncycastle.."),
            effects("cli.dev")
                    .imports(PORTS_AND_PURE)
                    .imports("cli.dev.local", "cli.manifest", "cli.session", "reconcile.gather")
                    .with(
                            JACKSON,
                            PICOCLI,
                            FABRIC8_MODEL,
                            "org.jline.utils..",
                            "io.fabric8.kubernetes.client.CustomResource"),
            effects("cli.completion")
                    .imports(PORTS_AND_PURE)
                    .imports("cli.session")
                    .with(JACKSON, PICOCLI, FABRIC8_MODEL),
            effects("cli.manual").imports("cli.session").with(PICOCLI),
            effects("cli.init")
                    .imports("cli.session", "cli.init.detect", "cli.init.earlier", "cli.init.manifest")
                    .with(PICOCLI),
            effects("cli.phase")
                    .imports(PORTS_AND_PURE)
                    .imports("cli.session", "reconcile.gather")
                    .with(JACKSON, PICOCLI, FABRIC8_MODEL),
            pure("cli.init.manifest").with(JACKSON),
            pure("cli.init.detect")
                    .imports("cli.init.manifest", "compose", "template")
                    .with(JACKSON),
            pure("cli.init.earlier")
                    .imports("cli.init.detect", "cli.init.manifest")
                    .with(JACKSON, "org.snakeyaml.engine.."),
            effects("cli")
                    .imports(
                            "cli.completion",
                            "cli.dev",
                            "cli.host",
                            "cli.init",
                            "cli.manual",
                            "cli.phase",
                            "cli.plan",
                            "cli.release",
                            "cli.session",
                            "cli.status",
                            "command",
                            "host")
                    .with(PICOCLI, FABRIC8_MODEL, JACKSON, "io.fabric8.kubernetes.client.KubernetesClientException"));

    private PackageTable() {}
}
