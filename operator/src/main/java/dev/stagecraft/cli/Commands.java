package dev.stagecraft.cli;

import dev.stagecraft.cli.plan.PlanCommand;
import dev.stagecraft.cli.plan.ValidateCommand;
import java.util.List;

/** Every command, in the order in which help lists them. */
final class Commands {
    static final List<Class<?>> ALL = List.of(ValidateCommand.class, PlanCommand.class);

    private Commands() {}
}
