package dev.stagecraft.cli.phase;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the plan that the operator shows does to machines. */
@Command(
        name = "plan",
        description = "Shows what the operator's plan creates, makes ready, clears and deletes.",
        footer = {
            "",
            "Examples:",
            "  stagecraft infra plan shop          exit status 2: there is something to do",
            "  stagecraft infra plan shop -o json  the same for programs"
        })
public final class InfraPlan implements Callable<Integer> {
    private static final Set<String> KINDS = Set.of("CreateHost", "BootstrapHost", "ClearHost", "DeleteHost");

    private final Session session;

    @Mixin
    final ResourceName name = new ResourceName();

    public InfraPlan(Session session) {
        this.session = session;
    }

    /** A step that is not done. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Due(String host, String kind, String state, String risk, String description) {}

    @Override
    public Integer call() {
        var format = session.settings().format(List.of("json", "yaml"));
        var resource = name.find(session);
        Requests.warnIfBehind(session, resource);
        var due = due(resource);
        if (format.isPresent()) {
            session.console().print(Documents.write(Map.of("steps", due), format.get()));
        } else if (due.isEmpty()) {
            session.console()
                    .line("Nothing is to be done to the machines of "
                            + resource.getMetadata().getName() + ".");
            HostTable.print(session.console(), resource);
        } else {
            var table = Table.of("HOST", "STEP", "STATE", "RISK", "DOES");
            due.forEach(step -> table.row(step.host(), step.kind(), step.state(), step.risk(), step.description()));
            table.print(session.console());
        }
        return due.isEmpty() ? ExitCode.OK : ExitCode.CHANGES;
    }

    private static List<Due> due(Stagecraft resource) {
        return Optional.ofNullable(resource.getStatus().plan()).map(PlanStatus::steps).orElse(List.of()).stream()
                .filter(step -> KINDS.contains(step.kind()))
                .filter(step ->
                        !step.state().equals("completed") && !step.state().equals("skipped"))
                .map(InfraPlan::due)
                .toList();
    }

    private static Due due(StepStatus step) {
        return new Due(step.target(), step.kind(), step.state(), step.risk(), step.description());
    }
}
