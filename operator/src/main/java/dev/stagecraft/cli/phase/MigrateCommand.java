package dev.stagecraft.cli.phase;

import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The migrations of a resource's databases. */
@Command(
        name = "migrate",
        description = "Shows and runs pending migrations, through the operator.",
        subcommands = {MigratePlan.class, MigrateRun.class},
        footer = {
            "",
            "Examples:",
            "  stagecraft migrate plan shop                 what is pending, and what it does",
            "  stagecraft migrate run shop --database main  run what waits for somebody to ask"
        })
public final class MigrateCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    public MigrateCommand(Session session) {
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
