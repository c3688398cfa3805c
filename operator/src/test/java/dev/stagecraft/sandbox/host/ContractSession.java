package dev.stagecraft.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.command.Command;
import dev.stagecraft.host.Bootstrap;
import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostFacts;
import dev.stagecraft.host.HostScripts;
import dev.stagecraft.host.Owner;
import dev.stagecraft.host.ProjectDirectory;
import dev.stagecraft.host.ReleaseFiles;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One case of the contract: a connection and a project of its own, taken down at the end. */
final class ContractSession implements AutoCloseable {

    static final Duration DRAIN = Duration.ofSeconds(2);

    private static final String NO_OVERRIDE = "services: {web: {environment: {}}}\n";

    private final SshConnector connector;
    private final HostConnection connection;
    private final ComposeProject project;
    private final Owner owner;

    private ContractSession(HostUnderTest host, String name) {
        this.connector = connector();
        this.connection = connector.connect(host.address());
        this.owner = new Owner("uid-" + name, "shop", "shop-" + name, name, "test");
        this.project = new ComposeProject(connection, host.compose(), owner);
    }

    static ContractSession open(HostUnderTest host, String name) {
        return new ContractSession(host, name);
    }

    static SshConnector connector() {
        return new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
    }

    HostConnection connection() {
        return connection;
    }

    ComposeProject project() {
        return project;
    }

    ProjectDirectory directory() {
        return project.directory();
    }

    Owner owner() {
        return owner;
    }

    String base() {
        return "/var/lib/stagecraft/" + owner.composeProject();
    }

    HostFacts bootstrap() {
        return new Bootstrap(connection, Bootstrap.Limits.DEFAULT).run();
    }

    void write(String release, String compose) {
        write(release, compose, NO_OVERRIDE, "");
    }

    void write(String release, String compose, String envOverride, String envShell) {
        directory()
                .write(new ReleaseFiles(
                        release,
                        compose,
                        Secret.of(envOverride),
                        Secret.of(envShell),
                        "{\"id\":\"%s\"}".formatted(release)));
    }

    /** Claims, writes and brings up, as a release does. */
    List<Container> release(String release, String compose, String... services) {
        directory().claim();
        write(release, compose);
        project.up(release, List.of(services), DRAIN);
        return project.containers();
    }

    /** The files as text, past the project. */
    String read(String path) {
        var result = connection.run(Command.of("sh", "-c", HostScripts.READ, "stagecraft", path));
        assertEquals(0, result.exitCode(), result::stderr);
        return result.stdout();
    }

    /** The environment that a container was created with, as {@code NAME=value}. */
    List<String> environment(Container container) throws JsonProcessingException {
        var result = connection.run(Command.of(
                "docker", "inspect", "--type", "container", "--format", "{{json .Config.Env}}", container.id()));
        return new ObjectMapper().readValue(result.stdout(), new TypeReference<List<String>>() {});
    }

    /** Ids of all containers under the project's name, whoever made them. */
    List<String> containersOfAnyone() {
        return connection
                .run(Command.of(
                        "docker",
                        "ps",
                        "-a",
                        "-q",
                        "--no-trunc",
                        "--filter",
                        "label=com.docker.compose.project=" + owner.composeProject()))
                .stdout()
                .lines()
                .toList();
    }

    /** Removes those. */
    void removeByHand() {
        containersOfAnyone()
                .forEach(id -> assertEquals(
                        0, connection.run(Command.of("docker", "rm", "-f", id)).exitCode()));
    }

    @Override
    public void close() {
        try (connector;
                connection) {
            project.down(DRAIN, true);
            directory().remove();
        }
    }
}
