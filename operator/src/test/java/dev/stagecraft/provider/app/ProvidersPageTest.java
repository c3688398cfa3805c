package dev.stagecraft.provider.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.stagecraft.MakeBackend;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.tree.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for people who write providers, and its example: packed into a jar, found and used as the operator would. */
class ProvidersPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
    private static final String SERVICES = "META-INF/services/dev.stagecraft.provider.app.BackendProvider";
    private static final String CLASS = "com/example/stagecraft/MakeBackend.class";
    private static final dev.stagecraft.source.SourceTree TREE = FakeTree.of("Makefile", "api/Makefile", "api/main.c");
    private static final SourceTree REPOSITORY = SourceTree.here();
    private static final String PAGE = REPOSITORY.text("docs/providers.md");

    @Test
    void theExampleOfThePageIsTheCompiledOne() {
        String compiled = REPOSITORY.text("operator/src/test/java/com/example/stagecraft/MakeBackend.java");
        assertEquals(List.of(compiled), blocks("java"));
    }

    @Test
    void thePageNamesEveryMethodCodeAndOwnId() {
        for (Class<?> type : List.of(AppProvider.class, AppRequest.class, DevCommand.class)) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> !method.isSynthetic())
                    .map(method -> method.getName())
                    .filter(name -> !List.of("toString", "hashCode", "equals").contains(name))
                    .forEach(name -> assertTrue(PAGE.contains("`" + name), () -> "docs/providers.md says `" + name));
        }
        for (ErrorCode code : ErrorCode.values()) {
            assertTrue(PAGE.contains("`" + code.label() + "`"), code::label);
        }
        ProviderRegistry.load("backend", BackendProvider.class)
                .ids()
                .forEach(id -> assertTrue(PAGE.contains("`" + id + "`"), id));
    }

    @Test
    void theJarIsFoundOnTheClassPathBesideOurOwn(@TempDir Path directory) throws IOException {
        var ours = ProviderRegistry.load("backend", BackendProvider.class).ids();
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try (var loader = new URLClassLoader(new URL[] {jar(directory).toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            var registry = ProviderRegistry.load("backend", BackendProvider.class);
            assertTrue(registry.ids().containsAll(ours), () -> registry.ids().toString());
            assertEquals("make", registry.find("make").orElseThrow().id());
            assertEquals(registry.ids().stream().sorted().toList(), registry.ids());
        } finally {
            thread.setContextClassLoader(before);
        }
        assertFalse(ours.contains("make"));
    }

    @Test
    void itsConfigurationOfThePageIsGoodAndFaultsHavePaths() {
        var provider = new MakeBackend();
        var resource = AppRequests.yaml(blocks("yaml").getFirst());
        var config = resource.path("backend").path("providers").path("make");
        assertEquals(List.of(), provider.check(config));
        assertEquals(
                Map.of("token", new SecretReference("build-tokens", "make", "token")), provider.secrets(config, "web"));
        var faults = provider.check(AppRequests.yaml("{directory: ../x, token: {name: t}, tokn: 1}"));
        assertEquals(
                List.of("tokn UNKNOWN_KEY", "target MISSING", "directory INVALID", "token.key MISSING"),
                faults.stream().map(ProvidersPageTest::shown).toList());
    }

    @Test
    void itDescribesWhatItClaims() {
        var request = AppRequests.request("{target: image, directory: ./api}", TREE, "web", "worker");
        var described = assertInstanceOf(AppAnswer.Described.class, new MakeBackend().describe(request));
        assertEquals(List.of("web", "worker"), List.copyOf(described.recipes().keySet()));
        assertEquals(
                new Recipe.Program(
                        "api",
                        "make",
                        "",
                        List.of("make", "image", "IMAGE={image}", "SERVICE=web"),
                        Map.of(),
                        Map.of("CI", "true"),
                        List.of()),
                described.recipes().get("web"));
        assertEquals(
                new DevCommand("api", List.of("make", "dev", "SERVICE=web"), Map.of()),
                new MakeBackend().dev(request).get("web"));
    }

    @Test
    void itRefusesASourceWithoutAMakefile() {
        var request = AppRequests.request("{target: image, directory: web}", TREE, "web");
        assertEquals(
                new AppAnswer.Refused(
                        ErrorCode.INVALID_PROJECT,
                        "directory",
                        "There is no file 'web/Makefile' in the source at commit 0123456789ab: the root holds Makefile,"
                                + " api/."),
                new MakeBackend().describe(request));
    }

    private static Path jar(Path directory) throws IOException {
        Path jar = directory.resolve("stagecraft-make.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream compiled = MakeBackend.class.getClassLoader().getResourceAsStream(CLASS)) {
            out.putNextEntry(new JarEntry(CLASS));
            out.write(java.util.Objects.requireNonNull(compiled).readAllBytes());
            out.putNextEntry(new JarEntry(SERVICES));
            out.write(registration().getBytes(UTF_8));
        }
        return jar;
    }

    /** As the page has it: the name of the file, and below it its content. */
    private static String registration() {
        String block = blocks("text").stream()
                .filter(text -> text.startsWith(SERVICES + "\n"))
                .findFirst()
                .orElseThrow();
        return block.substring(SERVICES.length() + 1);
    }

    private static List<String> blocks(String language) {
        return BLOCK.matcher(PAGE)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .toList();
    }

    private static String shown(Violation violation) {
        return violation.path() + " " + violation.code();
    }
}
