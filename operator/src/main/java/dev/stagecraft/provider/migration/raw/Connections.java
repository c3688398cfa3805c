package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Does work over a connection, and over a new one when that is lost, as long as this leads anywhere. */
record Connections(DatabaseJob job, boolean readOnly) {
    private static final int MOST_LOSSES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /**
     * @param progress a number that grows; losses are counted since it last did
     * @throws MigrationException {@code CONNECTION_FAILED} if connections go on being lost
     */
    <T> T use(IntSupplier progress, Function<Session, T> work) {
        int reached = progress.getAsInt();
        int losses = 0;
        var pause = new Pause(FIRST_PAUSE);
        while (true) {
            try (var session = Session.open(job, readOnly)) {
                return work.apply(session);
            } catch (ConnectionLost lost) {
                if (progress.getAsInt() > reached) {
                    reached = progress.getAsInt();
                    losses = 0;
                    pause = new Pause(FIRST_PAUSE);
                }
                losses++;
                if (losses >= MOST_LOSSES) {
                    throw new MigrationException(
                            MigrationException.Code.CONNECTION_FAILED,
                            MigrationReason.CONNECTION_FAILED,
                            "The database %s at %s cannot be reached, or drops the connection (%d times in a row): %s. Check host and port in the Secret, and that the operator may connect there; it is tried again."
                                    .formatted(
                                            job.target().database(),
                                            job.database().url().place(),
                                            losses,
                                            lost.getMessage()));
                }
                pause.await();
            }
        }
    }
}
