package dev.stagecraft.cli;

import dev.stagecraft.cli.plan.PlanCommand;
import dev.stagecraft.cli.plan.ValidateCommand;
import dev.stagecraft.cli.status.ReleasesCommand;
import dev.stagecraft.cli.status.StatusCommand;
import java.util.List;

/** Every command, in the order in which help lists them. */
final class Commands {
    static final List<Class<?>> ALL =
            List.of(ValidateCommand.class, PlanCommand.class, StatusCommand.class, ReleasesCommand.class);

    private Commands() {}
}
