package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.host.ComposeCli;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.sandbox.host.SimulatedImage.Behaviour;
import dev.stagecraft.sandbox.host.SimulatedPackages.Program;
import dev.stagecraft.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** The contract on hosts in the JVM, with either Compose. */
class SimulatedHostContractTest {

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WithThePlugin extends Simulated {
        WithThePlugin() {
            super(SimulatedOs.UBUNTU, Program.COMPOSE_2, ComposeCli.PLUGIN);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WithComposeOne extends Simulated {
        WithComposeOne() {
            super(SimulatedOs.DEBIAN, Program.COMPOSE_1, ComposeCli.STANDALONE);
        }
    }

    static class Simulated
            implements HostContract,
                    ProgramContract,
                    LoginContract,
                    TunnelContract,
                    ComposeContract,
                    PrivateImageContract,
                    OneOffContract,
                    BuildContract,
                    HostUnderTest,
                    BuilderUnderTest {
        private static final HostIdentity CLIENT = HostIdentity.generate(new SecureRandom());
        private static final String PROBED_AS_UNKNOWN = "stagecraft-no-such-program";

        private static final String PROGRAM = "stagecraft-build-tool";
        private static final String PUSHER = "cmlnaHQ6cmlnaHQ=";
        private static final String STRANGER = "d3Jvbmc6d3Jvbmc=";

        private final ImageShelf registry = new ImageShelf();
        private final SimulatedHost host;
        private final ComposeCli compose;

        Simulated(SimulatedOs os, Program program, ComposeCli compose) {
            this.compose = compose;
            this.host = SimulatedHost.start(SimulatedHost.Options.ready(registry, CLIENT.publicKey())
                    .running(os, EnumSet.of(Program.ENGINE, program, Program.CURL)));
        }

        @BeforeAll
        void stock() {
            registry.push("registry/web:good");
            registry.push("registry/web:unhealthy", image -> image.behaving(Behaviour.UNHEALTHY));
            registry.push("registry/web:crashing", image -> image.behaving(Behaviour.CRASHING));
            registry.protect("private.example.com/", auth(PASSWORD));
            registry.push("registry/base:1");
            registry.push("registry/foreign:1", image -> image.behaving(Behaviour.CRASHING));
            registry.protect("guarded/", PUSHER);
            host.builds().install(PROGRAM);
        }

        @AfterAll
        void nothingElseWasAsked() {
            var unknown = host.journal().unknown().stream()
                    .filter(argv -> !argv.getFirst().equals(PROBED_AS_UNKNOWN))
                    .distinct()
                    .limit(3)
                    .toList();
            host.close();
            assertEquals(List.of(), unknown);
        }

        @Override
        public HostUnderTest host() {
            return this;
        }

        @Override
        public HostAddress address() {
            return host.address("sim-1", CLIENT.privateKey());
        }

        @Override
        public ComposeCli compose() {
            return compose;
        }

        @Override
        public String image(String name, Kind kind) {
            return switch (kind) {
                case GOOD -> registry.pinned("registry/web:good");
                case UNHEALTHY -> registry.pinned("registry/web:unhealthy");
                case CRASHING -> registry.pinned("registry/web:crashing");
            };
        }

        @Override
        public String missingImage() {
            return "registry/web:missing";
        }

        @Override
        public String privateImage(String name) {
            var tagged = "private.example.com/web:" + name;
            registry.push(tagged);
            return registry.pinned(tagged);
        }

        @Override
        public Secret login(String password) {
            return Secret.of("{\"auths\":{\"private.example.com\":{\"auth\":\"%s\"}}}".formatted(auth(password)));
        }

        private static String auth(String password) {
            return Base64.getEncoder().encodeToString(("acme:" + password).getBytes(UTF_8));
        }

        @Override
        public List<String> commandLines() {
            return host.journal().lines();
        }

        @Override
        public int tunnelTarget() {
            return host.port();
        }

        @Override
        public void refuseForwarding(boolean refused) {
            host.faults().refuseForwarding(refused);
        }

        @Override
        public int mode(String path) {
            return host.files().read(path).orElseThrow().mode();
        }

        @Override
        public BuilderUnderTest builder() {
            return this;
        }

        @Override
        public String base() {
            return "registry/base:1";
        }

        @Override
        public String foreign() {
            return "registry/foreign:1";
        }

        @Override
        public String open(String name) {
            return "registry/" + name + ":build-1";
        }

        @Override
        public String guarded(String name) {
            return "guarded/" + name + ":build-1";
        }

        @Override
        public Secret pushLogin(String password) {
            return Secret.of("{\"auths\": {\"guarded\": {\"auth\": \"%s\"}}}"
                    .formatted(password.equals("right") ? PUSHER : STRANGER));
        }

        @Override
        public String nowhere(String name) {
            return "nowhere/" + name + ":build-1";
        }

        @Override
        public String program() {
            return PROGRAM;
        }

        @Override
        public Optional<Map<String, String>> labels(String image) {
            return registry.built(image);
        }

        @Override
        public Optional<String> digest(String image) {
            return registry.find(image).map(SimulatedImage::digest);
        }

        @Override
        public String everythingOf(String image) {
            return registry.built(image).toString();
        }

        @Override
        public boolean underWay() {
            return host.builds().underWay();
        }

        @Override
        public List<String> words() {
            return host.journal().entries().stream()
                    .flatMap(entry -> entry.argv().stream())
                    .toList();
        }

        @Override
        public List<String> names(String directory) {
            return host.files().names(directory);
        }
    }
}
