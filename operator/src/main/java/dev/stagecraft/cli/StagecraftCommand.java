package dev.stagecraft.cli;

import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.GlobalOptions;
import dev.stagecraft.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand, which explains itself. */
@Command(
        name = "stagecraft",
        versionProvider = Version.class,
        description = "Releases Docker Compose applications on droplets, through the Stagecraft operator.",
        footer = {
            "",
            "Examples:",
            "  stagecraft init                          describe this application",
            "  stagecraft plan --env prod               what would be created",
            "  stagecraft deploy shop --version v1.4.3  release a version, and watch",
            "  stagecraft status shop                   what runs, and what it waits for",
            "  kubectl stagecraft status shop           the same through kubectl"
        })
public final class StagecraftCommand implements Callable<Integer> {
    @Mixin
    final GlobalOptions options;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    boolean version;

    @Spec
    CommandSpec spec;

    public StagecraftCommand(Session session) {
        options = session.options();
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
