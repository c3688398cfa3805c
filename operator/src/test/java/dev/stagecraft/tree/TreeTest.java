package dev.stagecraft.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tree holds only what we wrote, for any machine. */
class TreeTest {

    private static final Set<String> VISIBLE = Set.of(
            "pom.xml", "Makefile", "operator", "crds", "spec", "docs", "deploy", "README.md", "LICENSE", "SECURITY.md");

    // Put together here, so that this file does not contain what it looks for.
    private static final Set<String> REGISTRIES = Set.of(
            host("repo1", "maven", "org"),
            host("repo", "maven", "apache", "org"),
            host("proxy", "golang", "org"),
            host("sum", "golang", "org"),
            host("registry", "npmjs", "org"),
            host("pypi", "org"),
            host("rubygems", "org"),
            host("crates", "io"),
            host("deb", "debian", "org"),
            host("archive", "ubuntu", "com"),
            host("packages", "adoptium", "net"),
            host("download", "docker", "com"));

    private static final List<Pattern> MACHINE_PATHS = List.of(
            Pattern.compile("(?<![\\w.)}$-])/" + "work/"),
            Pattern.compile("/tmp/" + "wt\\b"),
            // The home of root on a host is a fact of every Debian; what developers keep in theirs is not.
            Pattern.compile("/root/" + "(\\.m2|\\.cache|\\.pyenv|\\.sdkman|go|src)\\b"),
            Pattern.compile("(?<![\\w.)}$-])/" + "home/(?!me/)[a-z]"));

    private static final SourceTree TREE = SourceTree.here();

    @Test
    void theTopLevelHoldsTheEntriesOfTheDesignAndNoOthers() {
        var strangers = TREE.files().stream()
                .map(file -> file.split("/", 2)[0])
                .filter(entry -> !entry.startsWith(".") && !VISIBLE.contains(entry))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), strangers, "visible top-level entries that the design does not have");
    }

    @Test
    void everyFileIsText() {
        var binaries = TREE.files().stream().filter(TreeTest::holdsZeroByte).toList();

        assertEquals(List.of(), binaries, "binary files");
    }

    @Test
    void noFileNamesAPackageRegistry() {
        assertEquals(
                List.of(),
                TREE.files().stream()
                        .flatMap(file -> REGISTRIES.stream()
                                .filter(TREE.text(file)::contains)
                                .map(host -> file + " names " + host))
                        .toList(),
                "which registry serves a package is the business of the machine's own settings");
    }

    @Test
    void noFileNamesAPathOfOneMachine() {
        assertEquals(
                List.of(),
                TREE.files().stream()
                        .filter(file -> MACHINE_PATHS.stream()
                                .anyMatch(path -> path.matcher(TREE.text(file)).find()))
                        .toList(),
                "files that name a directory of one machine");
    }

    @Test
    void theTreeWasFound() {
        assertTrue(TREE.files().contains("operator/pom.xml"), TREE::toString);
    }

    private static boolean holdsZeroByte(String file) {
        for (var value : TREE.bytes(file)) {
            if (value == 0) {
                return true;
            }
        }
        return false;
    }

    private static String host(String... labels) {
        return String.join(".", labels);
    }
}
