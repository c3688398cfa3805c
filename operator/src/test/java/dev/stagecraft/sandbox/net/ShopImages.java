package dev.stagecraft.sandbox.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The images of the example application "shop", made on this machine: {@code shop/web} from the Go program of the test tree,
 * {@code shop/worker} from Debian's static busybox, {@code shop/redis} from Debian's redis-server.
 */
public final class ShopImages {

    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
    private static final int ELF_MACHINE = 18;
    private static final byte ELF_NOBODYS = 1;
    private static final Duration BUILD = Duration.ofMinutes(5);

    private final LocalRegistry registry;
    private final Path directory;

    /** Images go to {@code registry}; {@code directory} holds their file systems meanwhile. */
    public ShopImages(LocalRegistry registry, Path directory) {
        this.registry = registry;
        this.directory = directory;
    }

    /** The kinds of web version that a test may release. */
    public enum Behaviour {
        /** Starts at once and is healthy. */
        GOOD,
        /** Answers /healthz with 500. */
        UNHEALTHY,
        /** Exits as soon as it is started. */
        CRASHING,
        /** Runs and never listens. */
        HANGING,
        /** Listens after three seconds. */
        SLOW;

        private Map<String, String> environment() {
            return switch (this) {
                case GOOD -> Map.of();
                case UNHEALTHY -> Map.of("HEALTH", "broken");
                case CRASHING -> Map.of("START", "crash");
                case HANGING -> Map.of("START", "hang");
                case SLOW -> Map.of("START_DELAY", "3s");
            };
        }
    }

    /** {@code shop/web:TAG}: HTTP on 8080, see the comment of {@code src/test/go/shop/main.go}. */
    public LocalRegistry.Pushed web(String tag, Behaviour behaviour) {
        Path root = root("web");
        copy(program(), root.resolve("shop"));
        Map<String, String> environment = new HashMap<>(behaviour.environment());
        environment.put("APP_VERSION", tag);
        return push("web", tag, root, new ImageContent.Settings(List.of("/shop"), environment, List.of(8080)));
    }

    /**
     * {@code shop/web:TAG} that asks the database at DATABASE_URL that question for GET /items, with a shell, psql, and the tool
     * {@code /migrate}, which writes a row into the table "runs" each time that it is run.
     *
     * @param psql this machine's
     */
    public LocalRegistry.Pushed web(String tag, String query, Path psql) {
        Path root = root("web");
        copy(program(), root.resolve("shop"));
        busybox(root);
        copyWithLibraries(psql, root.resolve("usr/bin/psql"), root);
        write(root.resolve("migrate"), """
                #!/bin/sh
                exec psql -XAtq -v ON_ERROR_STOP=1 -v version="$APP_VERSION" -v password="$PASSWORD" "$DATABASE_URL" <<END
                CREATE TABLE IF NOT EXISTS runs (version text, password text, address inet);
                INSERT INTO runs VALUES (:'version', :'password', inet_client_addr());
                END
                """);
        var environment = Map.of("APP_VERSION", tag, "QUERY", query);
        return push("web", tag, root, new ImageContent.Settings(List.of("/shop"), environment, List.of(8080)));
    }

    /** {@code shop/worker:TAG}: writes a line a second until it is terminated. */
    public LocalRegistry.Pushed worker(String tag) {
        Path root = root("worker");
        busybox(root);
        write(root.resolve("worker"), """
                #!/bin/sh
                trap 'echo "worker $APP_VERSION ends"; exit 0' TERM INT
                while :; do
                    echo "worker $APP_VERSION works"
                    sleep 1 &
                    wait $!
                done
                """);
        return push(
                "worker",
                tag,
                root,
                new ImageContent.Settings(List.of("/bin/sh", "/worker"), Map.of("APP_VERSION", tag), List.of()));
    }

    /** {@code shop/foreign:1}: a shell of another processor, which starts nowhere here. */
    public LocalRegistry.Pushed foreign() {
        Path root = root("foreign");
        busybox(root);
        Path shell = root.resolve("bin/busybox");
        try {
            byte[] program = Files.readAllBytes(shell);
            program[ELF_MACHINE] = ELF_NOBODYS;
            Files.write(shell, program);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be changed.".formatted(shell), e);
        }
        return push("foreign", "1", root, new ImageContent.Settings(List.of("/bin/sh"), Map.of(), List.of()));
    }

    /** {@code shop/redis:7}: the accessory, on 6379, without persistence; has redis-cli and a shell. */
    public LocalRegistry.Pushed redis() {
        Path root = root("redis");
        busybox(root);
        for (String program : List.of("/usr/bin/redis-server", "/usr/bin/redis-cli")) {
            copyWithLibraries(Path.of(program), root.resolve(program.substring(1)), root);
        }
        List<String> command =
                List.of("redis-server", "--save", "", "--protected-mode", "no", "--dir", "/tmp", "--port", "6379");
        return push("redis", "7", root, new ImageContent.Settings(command, Map.of(), List.of(6379)));
    }

    private LocalRegistry.Pushed push(String name, String tag, Path root, ImageContent.Settings settings) {
        Map<String, String> environment = new HashMap<>(settings.environment());
        environment.put("PATH", "/usr/bin:/bin");
        ImageContent content =
                ImageContent.of(root, new ImageContent.Settings(settings.command(), environment, settings.ports()));
        return registry.push("shop/" + name, tag, content);
    }

    /** The Go program, built once for a directory. */
    private synchronized Path program() {
        Path program = directory.resolve("shop");
        if (Files.exists(program)) return program;
        Path source = Path.of(System.getProperty("stagecraft.root", ".."), "operator/src/test/go/shop");
        String home = System.getProperty("user.home");
        Tool.run(
                        BUILD,
                        List.of(
                                "env",
                                "HOME=" + home,
                                "PATH=" + System.getenv("PATH") + ":/usr/local/go/bin",
                                "CGO_ENABLED=0",
                                "go",
                                "-C",
                                source.toString(),
                                "build",
                                "-trimpath",
                                "-ldflags=-s -w -buildid=",
                                "-o",
                                program.toAbsolutePath().toString(),
                                "."))
                .orFail();
        return program;
    }

    private Path root(String name) {
        Path root = directory.resolve("root-" + name);
        Tool.run("rm", "-rf", root.toString()).orFail();
        try {
            for (String path : List.of("etc", "tmp", "bin", "usr/bin")) Files.createDirectories(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException("The file system of %s cannot be made.".formatted(name), e);
        }
        write(root.resolve("etc/passwd"), "root:x:0:0:root:/:/bin/sh\n");
        write(root.resolve("etc/group"), "root:x:0:\n");
        return root;
    }

    private static void busybox(Path root) {
        Path busybox = Path.of("/bin/busybox");
        copy(busybox, root.resolve("bin/busybox"));
        try {
            for (String applet : List.of("sh", "sleep", "cat", "echo", "ls", "wget", "nc", "env", "kill")) {
                Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The names of busybox cannot be linked.", e);
        }
    }

    private static void copyWithLibraries(Path program, Path place, Path root) {
        copy(program, place);
        LIBRARY.matcher(Tool.run("ldd", program.toString()).orFail().out())
                .results()
                .map(found -> found.group(1))
                .forEach(library -> copy(Path.of(library), root.resolve(library.substring(1))));
    }

    private static void copy(Path from, Path to) {
        Tool.run("install", "-D", "-m", "0755", from.toString(), to.toString()).orFail();
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written.".formatted(file), e);
        }
    }
}
