package dev.stagecraft.build.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.build.job.BuilderSetup.Daemon;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Requests and setups that stand for what users build, with a sentinel in every place that holds a secret. */
final class BuildCases {
    static final String GIT_SENTINEL = "git-Sentinel/7f3a?password";
    static final String REGISTRY_SENTINEL = "registry-Sentinel/91bc?password";
    static final String SECRET_SENTINEL = "npm-Sentinel/55de?token";
    static final List<String> SENTINELS = List.of(GIT_SENTINEL, REGISTRY_SENTINEL, SECRET_SENTINEL);

    static final String COMMIT = "3f1c0d6a4b2e9f8877665544332211009988aabb";
    static final ResourceRef SHOP = new ResourceRef("shop", "shop", "6f0c9d2e-0000-4000-8000-000000000001");

    static final BuilderSetup REMOTE = setup(new Daemon.Remote(
            "tcp://buildkitd.stagecraft-build.svc:1234",
            Map.of("ca.pem", Secret.of("CA"), "cert.pem", Secret.of("CERT"), "key.pem", Secret.of("KEY"))));
    static final BuilderSetup IN_POD =
            setup(new Daemon.InPod("profiles/buildkit.json", Optional.of("stagecraft-buildkit")));
    static final BuilderSetup NOWHERE = setup(new Daemon.None());

    static final BuildLimits LIMITS = new BuildLimits(Optional.of("2"), Optional.of("4Gi"));

    private BuildCases() {}

    /** A golden file each. */
    static Map<String, JobManifest> all() {
        var cases = new TreeMap<String, JobManifest>();
        cases.put("plain", of(plain(), REMOTE));
        cases.put("secrets-arguments-target", of(secretsArgumentsTarget(), REMOTE));
        cases.put("monorepo-directory", of(monorepo("services/api", "services/api/Dockerfile"), REMOTE));
        cases.put("dockerfile-outside-context", of(monorepo("services/api", "docker/api.Dockerfile"), REMOTE));
        cases.put("git-credentials", of(gitCredentials(), REMOTE));
        cases.put("in-pod", of(secretsArgumentsTarget(), IN_POD));
        cases.put("program", of(program(), NOWHERE));
        return cases;
    }

    static JobManifest of(BuildRequest request, BuilderSetup setup) {
        return JobManifest.of(SHOP, request, setup, LIMITS);
    }

    private static BuilderSetup setup(Daemon daemon) {
        return new BuilderSetup(
                "docker.io/moby/buildkit:v0.34.2-rootless",
                daemon,
                Map.of("encore", "registry.example.com/tools/encore:1.50.0"),
                Set.of("registry.lan:5000"));
    }

    static BuildRequest plain() {
        return request(
                "api",
                "registry.example.com/shop/api:build-00112233445566aa",
                dockerfile("", "Dockerfile", "", Map.of(), List.of()),
                Optional.empty(),
                Secret.of(""));
    }

    static BuildRequest secretsArgumentsTarget() {
        return request(
                "api",
                "registry.lan:5000/shop/api:build-00112233445566ab",
                dockerfile(
                        "",
                        "Dockerfile",
                        "runtime",
                        Map.of(
                                "BASE",
                                "node:22",
                                "GREETING",
                                "it is $(HOME), $5 a piece",
                                "HTTP_PROXY",
                                "http://proxy:3128"),
                        List.of("npm-token", "odd,\"name\"")),
                Optional.empty(),
                login());
    }

    static BuildRequest monorepo(String context, String dockerfile) {
        return request(
                "api",
                "registry.example.com/shop/api:build-00112233445566ac",
                dockerfile(context, dockerfile, "", Map.of(), List.of()),
                Optional.empty(),
                login());
    }

    static BuildRequest gitCredentials() {
        return request(
                "web",
                "registry.example.com/shop/web:build-00112233445566ad",
                dockerfile("web", "web/Dockerfile", "", Map.of(), List.of()),
                Optional.of(basic()),
                login());
    }

    static BuildRequest program() {
        return request(
                "backend",
                "registry.example.com/shop/backend:build-00112233445566ae",
                new Recipe.Program(
                        "backend",
                        "encore",
                        "1.50.0",
                        List.of("encore", "build", "docker", "--config", "{files}/infra.json", "--push", "{image}"),
                        Map.of("infra.json", "{\"$schema\":\"x\"}"),
                        Map.of("DISABLE_ENCORE_TELEMETRY", "1"),
                        List.of("npm-token")),
                Optional.of(basic()),
                login());
    }

    static GitCredentials basic() {
        return new GitCredentials.Basic(Secret.of("robot"), Secret.of(GIT_SENTINEL));
    }

    private static Secret login() {
        var auth = Base64.getEncoder().encodeToString(("robot:" + REGISTRY_SENTINEL).getBytes(UTF_8));
        return Secret.of("{\"auths\":{\"registry.example.com\":{\"auth\":\"%s\"}}}".formatted(auth));
    }

    private static Recipe dockerfile(
            String context, String file, String target, Map<String, String> arguments, List<String> secrets) {
        return new Recipe.Dockerfile(context, file, target, new TreeMap<>(arguments), secrets);
    }

    private static BuildRequest request(
            String service, String image, Recipe recipe, Optional<GitCredentials> credentials, Secret login) {
        return new BuildRequest(
                service,
                image,
                recipe,
                new EmptyTree(),
                new GitLocation("https://git.example.com/acme/shop", COMMIT, credentials),
                List.of("linux/amd64", "linux/arm64"),
                new TreeMap<>(Map.of(
                        "org.opencontainers.image.revision", COMMIT, "dev.stagecraft.release", "rel-1 of $(all)")),
                Map.of("npm-token", Secret.of(SECRET_SENTINEL), "odd,\"name\"", Secret.of(SECRET_SENTINEL)),
                login,
                Duration.ofMinutes(30));
    }

    /** Builders in Jobs fetch the source themselves. */
    private record EmptyTree() implements SourceTree {
        @Override
        public String commit() {
            return COMMIT;
        }

        @Override
        public Optional<SourceFile> file(String path) {
            return Optional.empty();
        }

        @Override
        public Optional<String> id(String path) {
            return Optional.empty();
        }

        @Override
        public SortedMap<String, Kind> list(String directory) {
            return new TreeMap<>();
        }

        @Override
        public void tar(String directory, OutputStream out) {
            throw new UnsupportedOperationException("A Job fetches the source itself.");
        }
    }
}
