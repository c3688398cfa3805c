package dev.stagecraft.cli.status;

import java.util.List;
import java.util.Set;

/** Hooks in columns: name, how it ended, why. */
final class HookRows {
    private static final Set<String> WELL = Set.of("Succeeded", "Skipped");

    private HookRows() {}

    static List<List<Cell>> of(String prefix, List<ReleaseDigest.Hook> hooks) {
        return hooks.stream().map(hook -> row(prefix, hook)).toList();
    }

    /** Those that failed, which does not fail a release that goes on all the same. */
    static List<ReleaseDigest.Hook> failed(List<ReleaseDigest.Hook> hooks) {
        return hooks.stream().filter(hook -> !WELL.contains(hook.outcome())).toList();
    }

    private static List<Cell> row(String prefix, ReleaseDigest.Hook hook) {
        return List.of(
                Cell.of(prefix + hook.name()),
                Cell.state(hook.outcome()),
                Cell.of(hook.exitCode() == null ? "" : "exit " + hook.exitCode()),
                Cell.of(hook.message()));
    }
}
