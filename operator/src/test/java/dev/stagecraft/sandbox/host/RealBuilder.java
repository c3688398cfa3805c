package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.sandbox.net.LocalRegistry;
import dev.stagecraft.sandbox.net.RealHost;
import dev.stagecraft.sandbox.net.RealHosts;
import dev.stagecraft.sandbox.net.ShopImages;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A builder with the real Docker Engine. */
final class RealBuilder implements BuilderUnderTest {
    private static final Duration READ = Duration.ofSeconds(60);
    private static final String PROGRAM = "/usr/local/bin/stagecraft-build-tool";

    private final RealHosts hosts;
    private final RealHost host;
    private final LocalRegistry guarded;
    private final HostAddress address;
    private final String base;
    private final String foreign;

    RealBuilder(RealHosts hosts, HostAddress address, ShopImages shop) {
        this.hosts = hosts;
        this.host = hosts.host(1);
        this.guarded = hosts.guardedRegistry();
        this.address = address;
        this.base = shop.worker("base").tagged();
        this.foreign = shop.foreign().tagged();
    }

    @Override
    public HostAddress address() {
        return address;
    }

    @Override
    public String base() {
        return base;
    }

    @Override
    public String foreign() {
        return foreign;
    }

    @Override
    public String open(String name) {
        return hosts.registry().host() + "/built/" + name + ":build-1";
    }

    @Override
    public String guarded(String name) {
        return guarded.host() + "/built/" + name + ":build-1";
    }

    @Override
    public Secret pushLogin(String password) {
        var known = password.equals("right") ? LocalRegistry.PASSWORD : password;
        var auth = Base64.getEncoder().encodeToString((LocalRegistry.USER + ":" + known).getBytes(UTF_8));
        return Secret.of("{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(guarded.host(), auth));
    }

    @Override
    public String nowhere(String name) {
        return hosts.registry().host().replaceFirst(":\\d+$", ":5999") + "/built/" + name + ":build-1";
    }

    /** It fails unless environment and secret are what the contract gives. */
    @Override
    public String program() {
        var file = host.path(PROGRAM);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, """
                    #!/bin/sh
                    set -eu
                    test "$MODE" = 'it'\\''s $HOME'
                    test "$(wc -c < "$STAGECRAFT_SECRETS/TOKEN")" -eq %d
                    exec docker build -t "$1" -f "$2/Dockerfile" .
                    """.formatted(BuildContract.SENTINEL.length()));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PROGRAM.substring(PROGRAM.lastIndexOf('/') + 1);
    }

    @Override
    public Optional<Map<String, String>> labels(String image) {
        if (digest(image).isEmpty()) {
            return Optional.empty();
        }
        var json = host.docker("image", "inspect", "--format", "{{json .Config.Labels}}", image)
                .orFail()
                .out();
        try {
            return Optional.of(new ObjectMapper().readValue(json, new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> digest(String image) {
        host.run(
                "sh",
                "-c",
                "mkdir -p /tmp/reader && printf '%s' \"$1\" > /tmp/reader/config.json",
                "reader",
                pushLogin("right").reveal());
        var pulled = host.run("docker", "--config", "/tmp/reader", "pull", image);
        host.run("rm", "-rf", "/tmp/reader");
        return pulled.out()
                .lines()
                .filter(line -> line.startsWith("Digest: "))
                .map(line -> line.substring("Digest: ".length()))
                .findFirst();
    }

    @Override
    public String everythingOf(String image) {
        if (digest(image).isEmpty()) {
            throw new AssertionError(image + " is not in its registry");
        }
        var script =
                "docker history --no-trunc \"$1\"; docker image inspect \"$1\"; docker save \"$1\" | tar -xO | grep -a -o -F -e \"$2\"";
        return host.run(READ, "sh", "-c", script, "search", image, BuildContract.SENTINEL)
                .out();
    }

    @Override
    public boolean underWay() {
        return words().stream().anyMatch(line -> line.startsWith("docker build "));
    }

    @Override
    public List<String> words() {
        return host.run("ps", "-eo", "args").orFail().out().lines().toList();
    }

    @Override
    public List<String> names(String directory) {
        var listed = host.run("ls", "-A", directory);
        return listed.succeeded() ? listed.out().lines().toList() : List.of();
    }
}
