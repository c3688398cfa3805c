package dev.stagecraft.cli.status;

import dev.stagecraft.cli.session.Style;
import java.util.Optional;

/** The words that people read for those of the API, and their colours. */
final class Words {
    private Words() {}

    /** The word for the state of a phase or step: only the good end has another one. */
    static String phase(String status) {
        return status.equals("completed") ? "ok" : status;
    }

    /** Enough of an id to tell it from others: {@code sha256:} and twelve digits, or twelve digits of a commit. */
    static String shortened(String id) {
        int digits = id.indexOf(':') + 13;
        return id.length() > digits ? id.substring(0, digits) : id;
    }

    static Optional<Style> style(String word) {
        return switch (word) {
            case "ok", "Ready", "Succeeded", "serves" -> Optional.of(Style.GREEN);
            case "failed", "Failed", "Invalid", "Gone", "TimedOut" -> Optional.of(Style.RED);
            case "running", "Running", "Deploying", "RollingBack", "Converging", "Pending", "Creating", "Created" ->
                Optional.of(Style.CYAN);
            case "AwaitingApproval", "Suspended", "RolledBack", "Drifted", "Deleting" -> Optional.of(Style.YELLOW);
            case "skipped", "pending", "Skipped", "Superseded" -> Optional.of(Style.DIM);
            default -> Optional.empty();
        };
    }
}
