package dev.stagecraft.cli.status;

import dev.stagecraft.cli.session.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What was released; explains itself without a subcommand. */
@Command(
        name = "releases",
        description = "Lists what was released, shows all of a release, or what changed between two.",
        subcommands = {ReleasesList.class, ReleasesShow.class, ReleasesDiff.class},
        footer = {
            "",
            "A RELEASE is an id, the beginning of one, a revision (3 or r3), current, or previous.",
            "",
            "Examples:",
            "  stagecraft releases list shop",
            "  stagecraft releases show current",
            "  stagecraft releases diff previous"
        })
public final class ReleasesCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
