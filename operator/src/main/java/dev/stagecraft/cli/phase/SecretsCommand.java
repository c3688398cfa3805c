package dev.stagecraft.cli.phase;

import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The Secrets that a resource takes values from. */
@Command(
        name = "secrets",
        description = "Carries the values of Secrets between the cluster and another place.",
        subcommands = SecretsSync.class,
        footer = {
            "",
            "Examples:",
            "  stagecraft secrets sync shop --from prod.env  a dotenv file into the Secret",
            "  stagecraft secrets sync shop --to prod.env    the Secret into a dotenv file"
        })
public final class SecretsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    public SecretsCommand(Session session) {
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
