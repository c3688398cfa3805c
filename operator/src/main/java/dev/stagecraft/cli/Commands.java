package dev.stagecraft.cli;

import dev.stagecraft.cli.completion.CompleteCommand;
import dev.stagecraft.cli.completion.CompletionCommand;
import dev.stagecraft.cli.dev.DevCommand;
import dev.stagecraft.cli.host.ExecCommand;
import dev.stagecraft.cli.host.HostsCommand;
import dev.stagecraft.cli.host.LogsCommand;
import dev.stagecraft.cli.host.SshCommand;
import dev.stagecraft.cli.init.InitCommand;
import dev.stagecraft.cli.manual.ManCommand;
import dev.stagecraft.cli.phase.BuildCommand;
import dev.stagecraft.cli.phase.CiCommand;
import dev.stagecraft.cli.phase.InfraCommand;
import dev.stagecraft.cli.phase.MigrateCommand;
import dev.stagecraft.cli.phase.SecretsCommand;
import dev.stagecraft.cli.plan.PlanCommand;
import dev.stagecraft.cli.plan.ValidateCommand;
import dev.stagecraft.cli.release.ApproveCommand;
import dev.stagecraft.cli.release.DeleteCommand;
import dev.stagecraft.cli.release.DeployCommand;
import dev.stagecraft.cli.release.ResumeCommand;
import dev.stagecraft.cli.release.RetryCommand;
import dev.stagecraft.cli.release.RollbackCommand;
import dev.stagecraft.cli.release.SuspendCommand;
import dev.stagecraft.cli.status.ReleasesCommand;
import dev.stagecraft.cli.status.StatusCommand;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Every command, in the order in which help lists them. */
final class Commands {
    static final List<Class<?>> ALL = List.of(
            InitCommand.class,
            ValidateCommand.class,
            PlanCommand.class,
            DeployCommand.class,
            ApproveCommand.class,
            RollbackCommand.class,
            RetryCommand.class,
            SuspendCommand.class,
            ResumeCommand.class,
            DeleteCommand.class,
            StatusCommand.class,
            ReleasesCommand.class,
            HostsCommand.class,
            LogsCommand.class,
            SshCommand.class,
            ExecCommand.class,
            MigrateCommand.class,
            SecretsCommand.class,
            BuildCommand.class,
            InfraCommand.class,
            CiCommand.class,
            DevCommand.class,
            CompletionCommand.class,
            CompleteCommand.class,
            ManCommand.class);

    /** What speaks of all the others. */
    private static final Set<Class<?>> ABOUT_ALL =
            Set.of(CompletionCommand.class, CompleteCommand.class, ManCommand.class);

    private Commands() {}

    /**
     * Those that can be meant: one where the first argument is its name, else all of them. Reading the annotations of one is
     * most of the time that a short command takes.
     */
    static List<Class<?>> meant(String... args) {
        return ALL.stream()
                .filter(command -> args.length > 0 && name(command).equals(args[0]) && !ABOUT_ALL.contains(command))
                .<List<Class<?>>>map(List::of)
                .findFirst()
                .orElse(ALL);
    }

    /** By the convention for their classes, without reading their annotations. */
    private static String name(Class<?> command) {
        return command.getSimpleName().replace("Command", "").toLowerCase(Locale.ROOT);
    }
}
