package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.HostConnector;
import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.reconcile.gather.Database;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.State;

/** How the operator reaches a database: from where it runs, or through a host. Thread-safe. */
public final class DatabaseRoutes {
    private final HostConnector connector;

    public DatabaseRoutes(HostConnector connector) {
        this.connector = connector;
    }

    /** The way to the database; nothing is opened yet. */
    public Route to(Gathered gathered, State state, Database database) {
        return database.via()
                .map(role -> RoleRoute.through(role, gathered, state.hosts(), connector))
                .orElseGet(Route::direct);
    }

    /** Whether it may be an accessory that the first release has yet to start, so that nothing answers before. */
    public static boolean mayBeStarted(Gathered gathered, State state) {
        return state.history().serving().isEmpty()
                && gathered.compose().startOrder().stream().anyMatch(gathered::manual);
    }

    /** Whether the way leads through a host that has yet to be made, or made ready: a release does so before it migrates. */
    public static boolean toBeMade(State state, Database database) {
        return database.via()
                .filter(role -> state.hosts().stream()
                        .noneMatch(host -> host.role().equals(role) && host.state() == HostState.READY))
                .isPresent();
    }
}
