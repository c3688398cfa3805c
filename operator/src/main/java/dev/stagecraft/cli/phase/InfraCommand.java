package dev.stagecraft.cli.phase;

import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The machines of a resource. */
@Command(
        name = "infra",
        description = "Shows, brings up and takes away the machines of a resource, through the operator.",
        subcommands = {InfraPlan.class, InfraUp.class, InfraDown.class},
        footer = {
            "",
            "Examples:",
            "  stagecraft infra plan shop  what happens to machines next",
            "  stagecraft infra up shop    wait until every host is ready",
            "  stagecraft infra down shop  delete the resource and its machines"
        })
public final class InfraCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    public InfraCommand(Session session) {
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
