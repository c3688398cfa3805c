package dev.stagecraft.architecture;

import static dev.stagecraft.architecture.PackageRule.effects;
import static dev.stagecraft.architecture.PackageRule.pure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The package boundaries. One table, deny by default: a package without a row and an arrow without a cell fail.
 *
 * <p>Adapters (below {@code provider}, and {@code host.ssh}, {@code cluster.fabric8}, {@code image.oci},
 * {@code source.git}) appear in no other
 * row, so only the root package, which wires everything by hand, can reach them.
 */
class ArchitectureTest {

    private static final String JACKSON = "com.fasterxml.jackson..";
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
        "cluster",
        "command",
        "compose",
        "config",
        "host",
        "image",
        "log",
        "metrics",
        "plan",
        "provider",
        "provider.cloud",
        "provider.migration",
        "release",
        "secret",
        "source",
        "status"
    };

    /** What a provider may import, besides the SPIs themselves and its own client library. */
    private static final String[] FOR_PROVIDERS = {
        "provider", "plan", "release", "host", "cluster", "command", "secret", "log"
    };

    // package, what it may import of ours, what it may use of others
    private static final List<PackageRule> TABLE = List.of(
            pure("api.v1alpha1")
                    .with(
                            JACKSON,
                            FABRIC8_MODEL,
                            "io.fabric8.kubernetes.model..",
                            "io.fabric8.kubernetes.client.CustomResource",
                            "io.fabric8.generator.annotation..",
                            "io.fabric8.crd.generator.annotation.."),
            pure("secret").with("com.fasterxml.jackson.annotation..", "java.net.URLEncoder"),
            pure("compose").with(JACKSON, "org.snakeyaml.engine.."),
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
                    .with(FABRIC8_MODEL),
            effects("cluster.fabric8")
                    .imports("cluster", "api.v1alpha1", "plan", "release", "secret", "log")
                    .with(FABRIC8, JACKSON, SLF4J),
            effects("source").imports("secret"),
            effects("source.git").imports("source", "secret", "provider.cloud").with("org.eclipse.jgit..", SLF4J),
            effects("image").imports("secret", "source"),
            effects("image.oci")
                    .imports("image", "source", "secret", "log")
                    .with(JACKSON, SLF4J, "org.apache.commons.compress..", "org.apache.commons.io.build.."),
            effects("provider")
                    .imports("plan", "release", "host", "cluster", "command", "secret")
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
            effects("reconcile")
                    .imports(PORTS_AND_PURE)
                    .imports("reconcile.gather", "reconcile.observe", "reconcile.step")
                    .with(JACKSON, SLF4J, FABRIC8_MODEL, "io.fabric8.kubernetes.client..", "io.javaoperatorsdk.."));

    private static final Set<String> PURE_PACKAGES = TABLE.stream()
            .filter(rule -> rule.jdk().equals(PackageRule.Jdk.PURE))
            .map(PackageRule::name)
            .collect(Collectors.toSet());

    private static final JavaClasses MAIN = classesUnder("operator/target/classes");
    private static final JavaClasses TEST = classesUnder("operator/target/test-classes");

    @Test
    void everyPackageHasARow() {
        var rows = TABLE.stream().map(PackageRule::name).toList();
        var withoutRow = MAIN.stream()
                .map(ArchitectureTest::name)
                .filter(name -> !name.isEmpty() && !rows.contains(name))
                .distinct()
                .sorted()
                .toList();
        assertNone("packages without a row in the table of ArchitectureTest", withoutRow);
        assertEquals(rows.stream().distinct().toList(), rows, "one row a package");
    }

    @Test
    void noPackageImportsMoreThanItsRowAllows() {
        var violations = TABLE.stream()
                .flatMap(rule -> MAIN.stream()
                        .filter(type -> name(type).equals(rule.name()))
                        .flatMap(rule::violations))
                .sorted()
                .toList();
        assertNone("arrows that the table does not allow", violations);
    }

    @Test
    void onlyTheCompositionRootReachesAdapters() {
        var adapters = TABLE.stream()
                .map(PackageRule::name)
                .filter(name -> name.matches("provider\\.[^.]+\\.[^.]+")
                        || Set.of("host.ssh", "cluster.fabric8", "image.oci", "source.git")
                                .contains(name))
                .collect(Collectors.toSet());
        var reached = TABLE.stream()
                .filter(rule -> rule.ours().stream().anyMatch(adapters::contains))
                .map(PackageRule::name)
                .toList();
        assertNone("rows that allow an arrow to an adapter", reached);
    }

    @Test
    void theArrowsBetweenPackagesFormNoCycle() {
        var left = new HashMap<String, Set<String>>();
        TABLE.forEach(rule -> left.put(rule.name(), rule.ours()));
        while (left.entrySet().removeIf(row -> row.getValue().stream().noneMatch(left::containsKey))) {
            assertFalse(left.size() > TABLE.size());
        }
        assertEquals(Map.of(), left, "packages that import each other in a circle");
    }

    @Test
    void everyPackageIsNullMarkedAndSaysItsRule() {
        var bare = MAIN.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(found -> !found.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                .map(found -> found.getName())
                .toList();
        assertNone("packages without a @NullMarked package-info", bare);
    }

    @Test
    void timeEntersThroughAClockThatIsHandedIn() {
        var calls = MAIN.stream()
                .filter(type -> !name(type).isEmpty())
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTarget().getRawParameterTypes().isEmpty())
                .filter(call -> Set.of(
                                "java.time.Instant.now()",
                                "java.time.LocalDate.now()",
                                "java.time.LocalDateTime.now()",
                                "java.time.OffsetDateTime.now()",
                                "java.time.ZonedDateTime.now()",
                                "java.lang.System.currentTimeMillis()")
                        .contains(call.getTarget().getFullName()))
                .map(Object::toString)
                .toList();
        assertNone("calls that read the machine's clock past the injected one", calls);
    }

    @Test
    void pureCodeAsksTheMachineNothing() {
        var calls = MAIN.stream()
                .filter(type -> PURE_PACKAGES.contains(name(type)))
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> Set.of("java.lang.System", "java.util.UUID", "java.lang.Math")
                        .contains(access.getTargetOwner().getName()))
                .filter(access -> !access.getTarget().getName().equals("arraycopy"))
                .filter(access -> access.getTargetOwner().getName().equals("java.lang.System")
                        || access.getTarget().getName().startsWith("random"))
                .map(Object::toString)
                .toList();
        assertNone("calls in pure packages whose answer is not in their arguments", calls);
    }

    @Test
    void nothingSleeps() {
        var calls = Stream.concat(MAIN.stream(), TEST.stream())
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> Set.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep")
                        .contains(call.getTargetOwner().getName() + "."
                                + call.getTarget().getName()))
                .map(Object::toString)
                .toList();
        assertNone("sleeping calls; wait for a condition instead", calls);
    }

    @Test
    void namesSayWhatAClassIs() {
        var vague = Stream.concat(MAIN.stream(), TEST.stream())
                .map(JavaClass::getSimpleName)
                .filter(name -> name.matches(".*(Util|Utils|Helper|Manager)|Abstract[A-Z].*"))
                .toList();
        assertNone("names that say little", vague);
    }

    @Test
    void noShippedFileIsLongerThanThreeHundredLines() {
        var longFiles = javaFiles("operator/src/main/java")
                .filter(file -> lines(file) > 300)
                .map(file -> file + " has " + lines(file) + " lines; is it doing two jobs?")
                .toList();
        assertNone("files over 300 lines", longFiles);
    }

    @Test
    void theCheckSeesAForbiddenArrow() {
        var thisClass = new ClassFileImporter().importClass(ArchitectureTest.class);

        var violations = pure("architecture").violations(thisClass).toList();

        assertFalse(violations.isEmpty(), "a class that reads files passes as pure");
        assertEquals(
                List.of(),
                effects("architecture")
                        .with("com.tngtech.archunit..", "org.junit..")
                        .violations(thisClass)
                        .toList());
    }

    private static void assertNone(String what, List<String> found) {
        assertEquals(List.of(), found, () -> what + ":\n  " + String.join("\n  ", found));
    }

    private static String name(JavaClass type) {
        return String.valueOf(PackageRule.below(type.getPackageName()));
    }

    private static JavaClasses classesUnder(String directory) {
        return new ClassFileImporter().importPath(root().resolve(directory));
    }

    private static Stream<Path> javaFiles(String directory) {
        try (var files = Files.walk(root().resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        return Path.of(System.getProperty("stagecraft.root", ".."));
    }
}
