package dev.stagecraft.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.build.SecretPush;
import dev.stagecraft.build.host.HostBuildExecutor;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.Owner;
import dev.stagecraft.host.ProjectDirectory;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One case of the contract of builders: a project of its own on the host, and requests for it. */
final class BuildSession implements AutoCloseable {
    private final BuilderUnderTest builder;
    private final SshConnector connector = ContractSession.connector();
    private final HostConnection connection;
    private final Owner owner;

    private BuildSession(BuilderUnderTest builder, String name) {
        this.builder = builder;
        this.connection = connector.connect(builder.address());
        this.owner = new Owner("uid-" + name, "shop", "build-" + name, "build-" + name, "test");
    }

    static BuildSession open(BuilderUnderTest builder, String name) {
        return new BuildSession(builder, name);
    }

    HostConnection connection() {
        return connection;
    }

    /** Where builds are. */
    String builds() {
        return "/var/lib/stagecraft/" + owner.composeProject() + "/builds";
    }

    HostBuildExecutor executor() {
        return new HostBuildExecutor(connector, List.of(builder.address()), owner);
    }

    /** By the Dockerfile at the root of the source. */
    Asked request(String image, Map<String, String> files) {
        return new Asked(
                executor(),
                image,
                dockerfile("", "Dockerfile", Map.of()),
                FileTree.of(files),
                "linux/amd64",
                Map.of(),
                List.of(),
                Secret.of(""),
                Duration.ofMinutes(2));
    }

    Recipe dockerfile(String context, String path, Map<String, String> arguments, String... secrets) {
        return new Recipe.Dockerfile(context, path, "", new TreeMap<>(arguments), List.of(secrets));
    }

    Recipe program(String name, String dockerfile) {
        return new Recipe.Program(
                "app",
                name,
                "",
                List.of(name, "{image}", "{files}"),
                Map.of("Dockerfile", dockerfile),
                Map.of("MODE", "it's $HOME"),
                List.of("TOKEN"));
    }

    Failed failed(BuildOutcome outcome, Reason reason, boolean passing) {
        var failed = assertInstanceOf(Failed.class, outcome, outcome::toString);
        assertEquals(reason, failed.reason(), failed::message);
        assertEquals(passing, failed.passing(), failed::message);
        return failed;
    }

    /** Nothing but the locks. */
    void nothingIsLeft() {
        assertEquals(
                List.of(),
                builder.names(builds()).stream()
                        .filter(name -> !name.endsWith(".lock"))
                        .toList());
    }

    @Override
    public void close() {
        try (connector;
                connection) {
            new ProjectDirectory(connection, owner).remove();
        }
    }

    /** A request that is changed word by word. */
    record Asked(
            HostBuildExecutor executor,
            String image,
            Recipe recipe,
            SourceTree tree,
            String platform,
            Map<String, Secret> secrets,
            List<SecretPush> pushes,
            Secret login,
            Duration timeout) {
        Asked with(Recipe other) {
            return new Asked(executor, image, other, tree, platform, secrets, pushes, login, timeout);
        }

        Asked platforms(String other) {
            return new Asked(executor, image, recipe, tree, other, secrets, pushes, login, timeout);
        }

        Asked secret(String id, Secret value) {
            return new Asked(executor, image, recipe, tree, platform, Map.of(id, value), pushes, login, timeout);
        }

        Asked pushes(SecretPush... others) {
            return new Asked(executor, image, recipe, tree, platform, secrets, List.of(others), login, timeout);
        }

        Asked login(Secret other) {
            return new Asked(executor, image, recipe, tree, platform, secrets, pushes, other, timeout);
        }

        Asked timeout(Duration other) {
            return new Asked(executor, image, recipe, tree, platform, secrets, pushes, login, other);
        }

        BuildOutcome advance() {
            return executor.advance(request());
        }

        void cancel() {
            executor.cancel(request().image());
        }

        BuildRequest request() {
            return new BuildRequest(
                    "web",
                    image,
                    recipe,
                    tree,
                    new GitLocation("https://git.example.com/shop.git", tree.commit(), Optional.empty()),
                    List.of(platform),
                    new TreeMap<>(Map.of("dev.stagecraft.release", "contract")),
                    secrets,
                    pushes,
                    login,
                    timeout);
        }
    }
}
