package dev.stagecraft.cli.phase;

import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The CI system that builds for a resource. */
@Command(
        name = "ci",
        description = "Writes the workflow of the CI system that builds, and has it build.",
        subcommands = {CiInit.class, CiRun.class},
        footer = {
            "",
            "Examples:",
            "  stagecraft ci init -f shop.yaml  write .github/workflows/stagecraft.yml",
            "  stagecraft ci run shop           have it build the images of a release, before the release"
        })
public final class CiCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    public CiCommand(Session session) {
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
