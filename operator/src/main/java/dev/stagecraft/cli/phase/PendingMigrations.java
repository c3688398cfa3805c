package dev.stagecraft.cli.phase;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagecraft.api.v1alpha1.DatabaseStatus;
import dev.stagecraft.api.v1alpha1.PlanMigration;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The databases of a resource as the operator found them last. */
final class PendingMigrations {
    /** The strategy of a database whose migrations run when somebody asks. */
    static final String MANUAL = "manual";

    private PendingMigrations() {}

    /**
     * A database with migrations.
     *
     * @param known whether the operator has looked into it
     * @param pending in the order in which they run, as far as the operator lists them; {@code pendingCount} counts all
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Database(
            String name,
            String strategy,
            boolean known,
            int applied,
            String last,
            int pendingCount,
            List<Pending> pending,
            String note) {}

    /**
     * A migration that is not applied.
     *
     * @param phase in which it runs
     * @param risk {@code Expand}, {@code Risky} or {@code Contract}
     * @param reason why it is not the first of them
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Pending(String id, String phase, String risk, String reason) {}

    /** By name; all of them, or the one that is named. */
    static List<Database> of(Stagecraft resource, @Nullable String only) {
        var strategies = strategies(resource);
        if (only != null) {
            named(resource, only);
        }
        return strategies.entrySet().stream()
                .filter(entry -> only == null || entry.getKey().equals(only))
                .map(entry -> database(resource, entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The strategy of that database. */
    static String named(Stagecraft resource, String name) {
        var strategies = strategies(resource);
        return Optional.ofNullable(strategies.get(name))
                .orElseThrow(() -> CommandFailure.of("Stagecraft "
                        + resource.getMetadata().getName() + " has no database " + name + " with migrations; "
                        + (strategies.isEmpty()
                                ? "it has none at all: declare them in spec.databases."
                                : "there is " + String.join(", ", strategies.keySet()) + ".")));
    }

    /** The database of that name; without a name the only one. */
    static String chosen(Stagecraft resource, @Nullable String name) {
        if (name != null) {
            return name;
        }
        var names = strategies(resource).keySet();
        if (names.size() == 1) {
            return names.iterator().next();
        }
        throw CommandFailure.of("Stagecraft " + resource.getMetadata().getName()
                + (names.isEmpty()
                        ? " has no database with migrations: declare them in spec.databases."
                        : " has several databases with migrations; say which with --database: "
                                + String.join(", ", names) + "."));
    }

    private static Map<String, String> strategies(Stagecraft resource) {
        var strategies = new TreeMap<String, String>();
        resource.getSpec().databases().forEach((name, database) -> {
            if (database.migrations() != null) {
                strategies.put(name, database.migrations().strategy());
            }
        });
        return strategies;
    }

    private static Database database(Stagecraft resource, String name, String strategy) {
        var known = Optional.ofNullable(resource.getStatus().databases().get(name));
        var at = known.orElseGet(() -> new DatabaseStatus(0, "", 0, "", ""));
        return new Database(
                name,
                strategy,
                known.isPresent(),
                at.applied(),
                at.last(),
                at.pending(),
                left(listed(resource, name), at.pending()),
                at.note());
    }

    private static List<Pending> listed(Stagecraft resource, String name) {
        return Optional.ofNullable(resource.getStatus().plan()).map(PlanStatus::migrations).orElse(List.of()).stream()
                .filter(file -> file.database().equals(name))
                .map(PendingMigrations::pending)
                .toList();
    }

    private static Pending pending(PlanMigration file) {
        return new Pending(file.id(), file.phase(), file.risk(), file.reason());
    }

    /** A plan lists what was pending when it was made; files run in their order, so those that are left are its last. */
    private static List<Pending> left(List<Pending> listed, int count) {
        return listed.subList(Math.max(0, listed.size() - count), listed.size());
    }
}
