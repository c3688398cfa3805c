package dev.stagecraft.cli.release;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.api.v1alpha1.CurrentRelease;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.GitOwner;
import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for a version. */
@Command(
        name = "deploy",
        description = "Releases a version, and follows it until it serves.",
        footer = {
            "",
            "Exit status: 0 it serves; 1 it failed, and why; 3 it waits for a person; 4 not over in time.",
            "",
            "Examples:",
            "  stagecraft deploy shop --version v1.4.3",
            "  stagecraft deploy shop --version v1.4.3 --timeout 10m",
            "  stagecraft deploy --env staging --version v1.4.3 --wait=false",
            "  stagecraft deploy shop --version v1.4.3 --dry-run"
        })
public final class DeployCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    final WaitOptions wait = new WaitOptions();

    @Mixin
    final ResourceName name = new ResourceName();

    @Option(
            names = "--version",
            required = true,
            paramLabel = "VERSION",
            description = "The version to release: an image tag or a commit.")
    @Nullable
    String version;

    public DeployCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var ending = new Ending(session);
        wait.limit();
        var before = name.find(session);
        var wanted = version == null ? "" : version.strip();
        if (wanted.isEmpty()) {
            throw CommandFailure.of("--version is empty; name an image tag or a commit.");
        }
        boolean same = before.getSpec().version().equals(wanted);
        if (same && serves(before, wanted)) {
            return ending.nothing(before, before.getMetadata().getName() + " serves version " + wanted + " already");
        }
        if (!same) {
            GitOwner.warn(session, before, "version", wanted);
        }
        var meta = before.getMetadata();
        var after = session.world()
                .resources()
                .mergeSpec(
                        meta.getNamespace(),
                        meta.getName(),
                        JsonNodeFactory.instance.objectNode().put("version", wanted),
                        session.settings().dryRun());
        if (session.settings().dryRun()) {
            return ending.dryRun(before, change(before, wanted));
        }
        // What stands in the status of the answer was written before the operator can have seen the new spec.
        return ending.of(Ask.of(new Goal.Deploy(wanted, after.getMetadata().getGeneration()), after), wait);
    }

    private static String change(Stagecraft before, String wanted) {
        var old = before.getSpec().version();
        return old.equals(wanted)
                ? "spec.version of " + before.getMetadata().getName() + " is " + wanted + " already"
                : "would set spec.version of " + before.getMetadata().getName() + " from " + old + " to " + wanted;
    }

    private static boolean serves(Stagecraft resource, String version) {
        return Conditions.ready(resource)
                && Conditions.seen(resource)
                && Optional.ofNullable(resource.getStatus().current())
                        .map(CurrentRelease::version)
                        .filter(version::equals)
                        .isPresent();
    }
}
