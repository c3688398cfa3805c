package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.HostSpec;
import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Confirmation;
import dev.stagecraft.cli.session.GitOwner;
import dev.stagecraft.cli.session.Named;
import dev.stagecraft.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes the resource, with what its deletion policy says. */
@Command(
        name = "delete",
        description = "Deletes a Stagecraft, and its machines where its deletionPolicy is Delete.",
        footer = {
            "",
            "What will happen is said first, and the name is asked for.",
            "",
            "Examples:",
            "  stagecraft delete shop",
            "  stagecraft delete shop --dry-run        only say what would happen",
            "  stagecraft delete shop --yes --timeout 1h"
        })
public final class DeleteCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    final WaitOptions wait = new WaitOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "The Stagecraft.")
    @Nullable
    String name;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;

    public DeleteCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var ending = new Ending(session);
        wait.limit();
        var before = Named.find(session, name);
        var meta = before.getMetadata();
        consequences(before).forEach(session.console()::note);
        if (session.settings().dryRun()) {
            session.world().resources().delete(meta.getNamespace(), meta.getName(), true);
            return ending.dryRun(before, "would delete " + meta.getName());
        }
        if (!yes && !named(meta.getName())) {
            return ending.refused(before, "nothing was deleted");
        }
        refuseChanged(before);
        session.world().resources().delete(meta.getNamespace(), meta.getName(), false);
        return ending.of(Ask.of(new Goal.Delete(), before), wait);
    }

    /** While somebody reads and types, another may change what goes with it, or make it anew. */
    private void refuseChanged(Stagecraft shown) {
        var now = Named.find(session, name);
        if (!Objects.equals(now.getMetadata().getUid(), shown.getMetadata().getUid())
                || !consequences(now).equals(consequences(shown))) {
            throw CommandFailure.of(now.getMetadata().getName()
                    + " is not what it was when you were asked: nothing was deleted. Run this again.");
        }
    }

    private boolean named(String resource) {
        if (!Confirmation.possible(session)) {
            throw CommandFailure.of("There is nobody to ask whether " + resource
                    + " may be deleted; to delete it without being asked, add --yes.");
        }
        return Confirmation.answer(session, "Type the name to delete it:").equals(resource);
    }

    private static List<String> consequences(Stagecraft resource) {
        var spec = resource.getSpec();
        var lines = new ArrayList<String>();
        var name = resource.getMetadata().getName();
        lines.add("deleting " + name + " also deletes its releases and the Secrets that the operator keeps for it");
        GitOwner.recreation(resource).ifPresent(lines::add);
        var hosts = hosts(resource, false);
        boolean borrowed = spec.cloud() != null && spec.cloud().provider().equals("static");
        if (!spec.deletionPolicy().equals("Delete")) {
            lines.add("deletionPolicy is Retain: what runs on " + (hosts.isEmpty() ? "its hosts" : hosts) + " goes on"
                    + (borrowed ? "" : ", and the machines then belong to nobody"));
            return lines;
        }
        if (!hosts.isEmpty()) {
            lines.add(
                    borrowed
                            ? "deletionPolicy is Delete: the project's containers, networks and files go from " + hosts
                                    + "; volumes and images stay"
                            : "deletionPolicy is Delete: the machines of " + hosts
                                    + " are deleted, with all data on them");
        }
        var kept = hosts(resource, true);
        if (!kept.isEmpty()) {
            lines.add("protect is true: " + kept + " stays as it is");
        }
        return lines;
    }

    private static String hosts(Stagecraft resource, boolean protect) {
        var declared = resource.getSpec().hosts().stream()
                .filter(HostSpec::protect)
                .flatMap(host -> host.expandedNames().stream())
                .toList();
        return resource.getStatus().hosts().stream()
                .filter(host -> (host.protect() || declared.contains(host.name())) == protect)
                .map(HostStatus::name)
                .collect(Collectors.joining(", "));
    }
}
