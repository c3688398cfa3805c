package dev.stagecraft.sandbox.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's {@code docker-registry}, on the machine's end of the hosts' network, over plain HTTP. */
public final class LocalRegistry implements AutoCloseable {

    /** The only user of a registry that wants a login. */
    public static final String USER = "acme";

    /** The password of {@link #USER}. */
    public static final String PASSWORD = "canary-password";

    private static final String HTPASSWD = USER + ":$2y$05$a1PfX0ThakDkbAzxWUvyGO5TRbcvMzRY9c9ChmHw7w8guG/0Sqw3i\n";

    private static final int PORT = 5000;
    private static final int GUARDED_PORT = 5001;
    private static final Duration READY = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofSeconds(30);

    private final String host;
    private final Path directory;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Process process;

    /** An image in the registry. */
    public record Pushed(String repository, String tag, String digest) {

        /** With its tag, as a Compose file names it. */
        public String tagged() {
            return repository + ":" + tag;
        }

        /** With its digest, as a release pins it. */
        public String pinned() {
            return repository + "@" + digest;
        }
    }

    private final String authorization;

    private LocalRegistry(String host, Path directory, String authorization) {
        this.host = host;
        this.directory = directory;
        this.authorization = authorization;
        this.process = launch(directory);
    }

    static LocalRegistry start(String address, Path state) {
        return start(address + ":" + PORT, state.resolve("registry"), "", "");
    }

    /** Another registry, which serves {@link #USER} only. */
    static LocalRegistry startGuarded(String address, Path state) {
        Path directory = state.resolve("guarded");
        String basic = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
        String auth = "auth: {htpasswd: {realm: sandbox, path: %s}}\n".formatted(directory.resolve("htpasswd"));
        return start(address + ":" + GUARDED_PORT, directory, auth, "Basic " + basic);
    }

    private static LocalRegistry start(String host, Path directory, String auth, String authorization) {
        try {
            Files.createDirectory(directory);
            Files.writeString(directory.resolve("config.yml"), """
                    version: 0.1
                    log: {level: info}
                    storage:
                      filesystem: {rootdirectory: %s}
                      delete: {enabled: true}
                    http: {addr: '%s'}
                    %s
                    """.formatted(directory.resolve("storage"), host, auth));
            Files.writeString(directory.resolve("htpasswd"), HTPASSWD);
        } catch (IOException e) {
            throw new UncheckedIOException("The registry's settings cannot be written.", e);
        }
        LocalRegistry registry = new LocalRegistry(host, directory, authorization);
        registry.awaitReady();
        return registry;
    }

    /** Address and port, the first part of every image name. */
    public String host() {
        return host;
    }

    /** The digest that a tag names, as the registry's own answer tells it; empty where it has none. */
    public Optional<String> digest(String name, String tag) {
        var asked = request("/v2/%s/manifests/%s".formatted(name, tag))
                .header("Accept", ImageContent.MANIFEST_TYPE)
                .GET()
                .build();
        return send(asked).headers().firstValue("Docker-Content-Digest");
    }

    /** Where it keeps manifests and layers, one file each. */
    public Path storage() {
        return directory.resolve("storage");
    }

    /** Makes an image from a file system and pushes it under {@code name:tag}. */
    public Pushed push(String name, String tag, ImageContent content) {
        upload(name, content.layer());
        upload(name, content.config());
        byte[] manifest = content.manifest();
        HttpRequest put = request("/v2/%s/manifests/%s".formatted(name, tag))
                .header("Content-Type", ImageContent.MANIFEST_TYPE)
                .PUT(BodyPublishers.ofByteArray(manifest))
                .build();
        expect(send(put), 201);
        return new Pushed(host + "/" + name, tag, ImageContent.digest(manifest));
    }

    /** Ends the registry: pulls and look-ups fail until {@link #startAgain}. */
    public void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(READY.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The registry cannot be told to end.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Starts the registry again, with what it held. */
    public void startAgain() {
        process = launch(directory);
        awaitReady();
    }

    @Override
    public void close() {
        stop();
        http.close();
    }

    private void upload(String name, byte[] blob) {
        String digest = ImageContent.digest(blob);
        HttpRequest head =
                request("/v2/%s/blobs/%s".formatted(name, digest)).HEAD().build();
        if (send(head).statusCode() == 200) return;
        HttpRequest post = request("/v2/%s/blobs/uploads/".formatted(name))
                .POST(BodyPublishers.noBody())
                .build();
        String location =
                expect(send(post), 202).headers().firstValue("Location").orElseThrow();
        URI target = URI.create(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
        HttpRequest put = authorized(
                        HttpRequest.newBuilder(URI.create("http://" + host).resolve(target)))
                .PUT(BodyPublishers.ofByteArray(blob))
                .build();
        expect(send(put), 201);
    }

    private HttpRequest.Builder request(String path) {
        return authorized(HttpRequest.newBuilder(URI.create("http://" + host + path)));
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return authorization.isEmpty()
                ? request.timeout(CALL)
                : request.timeout(CALL).header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("The registry at %s did not answer.".formatted(host), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while talking to the registry.", e);
        }
    }

    private static HttpResponse<String> expect(HttpResponse<String> response, int status) {
        if (response.statusCode() == status) return response;
        throw new IllegalStateException("The registry answered %d to %s %s: %s"
                .formatted(
                        response.statusCode(),
                        response.request().method(),
                        response.request().uri(),
                        response.body()));
    }

    private void awaitReady() {
        HttpRequest hello = request("/v2/").GET().build();
        await("the registry at " + host)
                .atMost(READY)
                .ignoreException(UncheckedIOException.class)
                .until(() -> List.of(200, 401).contains(send(hello).statusCode()));
    }

    /** The shell waits for the end of its input, which comes with {@link #stop} or with the death of this JVM. */
    private static Process launch(Path directory) {
        String script = """
                docker-registry serve "$1/config.yml" >>"$1/log" 2>&1 </dev/null &
                cat >/dev/null
                kill $!
                wait
                """;
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", script, "registry", directory.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(Tool.ENVIRONMENT);
        return Tool.start(builder);
    }
}
