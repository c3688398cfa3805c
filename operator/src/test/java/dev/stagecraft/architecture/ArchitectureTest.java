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

/** The package boundaries of {@link PackageTable}, and a few habits that hold in every package. */
class ArchitectureTest {
    private static final Set<String> PURE_PACKAGES = PackageTable.ROWS.stream()
            .filter(rule -> rule.jdk().equals(PackageRule.Jdk.PURE))
            .map(PackageRule::name)
            .collect(Collectors.toSet());

    private static final JavaClasses MAIN = classesUnder("operator/target/classes");
    private static final JavaClasses TEST = classesUnder("operator/target/test-classes");

    @Test
    void everyPackageHasARow() {
        var rows = PackageTable.ROWS.stream().map(PackageRule::name).toList();
        var withoutRow = MAIN.stream()
                .map(ArchitectureTest::name)
                .filter(name -> !name.isEmpty() && !rows.contains(name))
                .distinct()
                .sorted()
                .toList();
        assertNone("packages without a row in PackageTable", withoutRow);
        assertEquals(rows.stream().distinct().toList(), rows, "one row a package");
    }

    @Test
    void noPackageImportsMoreThanItsRowAllows() {
        var violations = PackageTable.ROWS.stream()
                .flatMap(rule -> MAIN.stream()
                        .filter(type -> name(type).equals(rule.name()))
                        .flatMap(rule::violations))
                .sorted()
                .toList();
        assertNone("arrows that the table does not allow", violations);
    }

    @Test
    void onlyTheCompositionRootReachesAdapters() {
        var adapters = PackageTable.ROWS.stream()
                .map(PackageRule::name)
                .filter(name -> name.matches("provider\\.[^.]+\\.[^.]+")
                        || Set.of("host.ssh", "cluster.fabric8", "image.oci", "source.git")
                                .contains(name))
                .collect(Collectors.toSet());
        var reached = PackageTable.ROWS.stream()
                .filter(rule -> rule.ours().stream().anyMatch(adapters::contains))
                .map(PackageRule::name)
                .toList();
        assertNone("rows that allow an arrow to an adapter", reached);
    }

    @Test
    void theArrowsBetweenPackagesFormNoCycle() {
        var left = new HashMap<String, Set<String>>();
        PackageTable.ROWS.forEach(rule -> left.put(rule.name(), rule.ours()));
        while (left.entrySet().removeIf(row -> row.getValue().stream().noneMatch(left::containsKey))) {
            assertFalse(left.size() > PackageTable.ROWS.size());
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
