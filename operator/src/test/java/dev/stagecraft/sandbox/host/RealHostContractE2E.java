package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.host.ComposeCli;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.sandbox.net.Equipment;
import dev.stagecraft.sandbox.net.LocalRegistry;
import dev.stagecraft.sandbox.net.RealHost;
import dev.stagecraft.sandbox.net.RealHosts;
import dev.stagecraft.sandbox.net.ShopImages;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The same contract on real hosts: sshd, Docker Engine, a registry, and either Compose. */
@Tag("e2e")
class RealHostContractE2E {

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WithThePlugin extends Real {
        WithThePlugin() {
            super(Equipment.COMPOSE_V2, ComposeCli.PLUGIN);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WithComposeOne extends Real {
        WithComposeOne() {
            super(Equipment.COMPOSE_V1, ComposeCli.STANDALONE);
        }
    }

    abstract static class Real
            implements HostContract,
                    ProgramContract,
                    LoginContract,
                    TunnelContract,
                    ComposeContract,
                    ShippedFilesContract,
                    PrivateImageContract,
                    OneOffContract,
                    BuildContract,
                    HostUnderTest {

        @TempDir
        static Path directory;

        private final Map<Kind, String> images = new EnumMap<>(Kind.class);
        private final RealHosts hosts;
        private final RealHost host;
        private final ComposeCli compose;
        private RealBuilder builder;

        Real(Equipment flavour, ComposeCli compose) {
            this.compose = compose;
            this.hosts = RealHosts.start(
                    1, Path.of("target", "e2e", "contract-" + flavour.name().toLowerCase(Locale.ROOT)), flavour);
            this.host = hosts.host(1);
        }

        @BeforeAll
        void push() {
            var shop = new ShopImages(hosts.registry(), directory);
            images.put(Kind.GOOD, shop.web("good", ShopImages.Behaviour.GOOD).pinned());
            images.put(
                    Kind.UNHEALTHY,
                    shop.web("unhealthy", ShopImages.Behaviour.UNHEALTHY).pinned());
            images.put(
                    Kind.CRASHING,
                    shop.web("crashing", ShopImages.Behaviour.CRASHING).pinned());
            builder = new RealBuilder(hosts, address(), shop);
        }

        @AfterAll
        void stop() {
            hosts.close();
        }

        @Override
        public BuilderUnderTest builder() {
            return builder;
        }

        @Override
        public HostUnderTest host() {
            return this;
        }

        @Override
        public HostAddress address() {
            return new HostAddress(
                    host.name(),
                    host.address(),
                    host.sshPort(),
                    "root",
                    Secret.of(hosts.clientPrivateKey()),
                    List.of(host.hostPublicKey()));
        }

        @Override
        public ComposeCli compose() {
            return compose;
        }

        @Override
        public String image(String name, Kind kind) {
            return images.getOrDefault(kind, missingImage());
        }

        @Override
        public String missingImage() {
            return hosts.registry().host() + "/shop/web:missing";
        }

        @Override
        public String privateImage(String name) {
            return new ShopImages(hosts.guardedRegistry(), directory)
                    .web("private-" + name, ShopImages.Behaviour.GOOD)
                    .pinned();
        }

        @Override
        public Secret login(String password) {
            var auth = Base64.getEncoder().encodeToString((LocalRegistry.USER + ":" + password).getBytes(UTF_8));
            return Secret.of("{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
                    .formatted(hosts.guardedRegistry().host(), auth));
        }

        /** The hosts are namespaces of this machine, which sees all their processes. */
        @Override
        public List<String> commandLines() {
            return ProcessHandle.allProcesses()
                    .map(process -> commandLine(process.pid()))
                    .filter(line -> !line.isEmpty())
                    .toList();
        }

        private static String commandLine(long pid) {
            try {
                return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                        .replace('\0', ' ');
            } catch (IOException ended) {
                return "";
            }
        }

        @Override
        public int tunnelTarget() {
            return host.sshPort();
        }

        @Override
        public void refuseForwarding(boolean refused) {
            var keys = host.path("/root/.ssh/authorized_keys");
            try {
                var plain = Files.readString(keys).replaceAll("(?m)^no-port-forwarding ", "");
                Files.writeString(keys, refused ? plain.replaceAll("(?m)^(?=.)", "no-port-forwarding ") : plain);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        @Override
        public int mode(String path) {
            try {
                return (int) Files.getAttribute(host.path(path), "unix:mode") & 0777;
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
