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

    private Commands() {}
}
