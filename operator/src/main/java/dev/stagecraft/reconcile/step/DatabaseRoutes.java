package dev.stagecraft.reconcile.step;

import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.reconcile.gather.Database;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.State;

/** How the operator reaches a database. */
@FunctionalInterface
public interface DatabaseRoutes {
    /** Every database is reached from where the operator runs. */
    DatabaseRoutes DIRECT = (gathered, state, database) -> Route.direct();

    /** The way to the database; nothing is opened yet. */
    Route to(Gathered gathered, State state, Database database);
}
