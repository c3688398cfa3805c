package dev.stagecraft.host;

import dev.stagecraft.command.Command;
import dev.stagecraft.command.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Makes a host able to run Compose: the Docker Engine, a Compose that works with it, and curl. What is there is used as it
 * is; what is missing is installed on Debian and Ubuntu. A second run changes nothing.
 */
public final class Bootstrap {

    /**
     * How long the slow parts may take.
     *
     * @param cloudInit for the host's own first start to end
     * @param install for each call of the package manager
     */
    public record Limits(Duration cloudInit, Duration install) {
        /** Five minutes for cloud-init, ten for the package manager. */
        public static final Limits DEFAULT = new Limits(Duration.ofMinutes(5), Duration.ofMinutes(10));
    }

    private static final int NOT_FOUND = 127;

    private final HostConnection host;
    private final Limits limits;

    public Bootstrap(HostConnection host, Limits limits) {
        this.host = host;
        this.limits = limits;
    }

    /**
     * Looks, installs what is missing, and looks again.
     *
     * @throws HostNotUsable when a person must act
     * @throws HostCommandException when the package manager or the engine failed
     */
    public HostFacts run() {
        requireRoot();
        var os = OsRelease.parse(
                require(BootstrapCommands.osRelease(), "read /etc/os-release").stdout());
        var found = look();
        if (!found.complete()) {
            // Packages that cloud-init is still installing would make ours fail, or arrive by themselves.
            host.run(BootstrapCommands.cloudInitDone(limits.cloudInit()));
            found = look();
        }
        if (!found.complete()) {
            install(os, found);
            found = look();
        }
        return facts(os, found);
    }

    private void requireRoot() {
        var id = require(BootstrapCommands.userId(), "ask for the user id")
                .stdout()
                .strip();
        if (!id.equals("0")) {
            throw new HostNotUsable(
                    "The SSH user of host %s has user id %s, but installing and running Compose needs root. Set ssh.user to root."
                            .formatted(host.display(), Failures.excerpt(id)));
        }
    }

    private Inventory look() {
        return new Inventory(engineVersion(), compose(ComposeCli.PLUGIN), compose(ComposeCli.STANDALONE), curl());
    }

    private Optional<String> engineVersion() {
        var result = host.run(DockerCommands.serverVersion());
        if (!result.succeeded() && result.exitCode() != NOT_FOUND) {
            // The client is there but nobody answers it: perhaps the engine was only never started.
            host.run(BootstrapCommands.startDocker());
            result = require(DockerCommands.serverVersion(), "reach the Docker Engine");
        }
        return result.succeeded() ? Optional.of(Failures.excerpt(result.stdout())) : Optional.empty();
    }

    private Optional<String> compose(ComposeCli cli) {
        var result = host.run(BootstrapCommands.composeVersion(cli));
        return result.succeeded()
                ? Optional.of(Failures.excerpt(result.stdout())).filter(version -> version.matches("v?\\d.*"))
                : Optional.empty();
    }

    private boolean curl() {
        return host.run(BootstrapCommands.curlVersion()).succeeded();
    }

    private void install(OsRelease os, Inventory found) {
        if (!os.usesApt()) {
            throw new HostNotUsable(("Host %s runs %s and lacks %s. Only Debian and Ubuntu are set up by Stagecraft: "
                            + "install it there, or choose another image.")
                    .formatted(host.display(), os.prettyName(), found.lacks()));
        }
        require(BootstrapCommands.updatePackages(limits.install()), "update the package lists");
        var packages = new TreeSet<String>();
        if (found.engine().isEmpty()) {
            packages.addAll(List.of("docker.io", "ca-certificates"));
        }
        if (found.compose().isEmpty()) {
            packages.add(composePackage());
        }
        if (!found.curl()) {
            packages.add("curl");
        }
        require(BootstrapCommands.install(packages, limits.install()), "install " + String.join(", ", packages));
    }

    /** Ubuntu has the plugin under its own name; Debian has only {@code docker-compose}, of whichever version. */
    private String composePackage() {
        return host.run(BootstrapCommands.packageKnown("docker-compose-v2")).succeeded()
                ? "docker-compose-v2"
                : "docker-compose";
    }

    private HostFacts facts(OsRelease os, Inventory found) {
        if (!found.complete()) {
            throw new HostNotUsable("Host %s (%s) still lacks %s after its packages were installed. Install it by hand."
                    .formatted(host.display(), os.prettyName(), found.lacks()));
        }
        var compose = found.compose().orElseThrow();
        return new HostFacts(os.prettyName(), found.engine().orElseThrow(), compose.cli(), compose.version());
    }

    private CommandResult require(Command command, String what) {
        var result = host.run(command);
        if (!result.succeeded()) {
            throw HostCommandException.of(host.display(), what, result);
        }
        return result;
    }
}
