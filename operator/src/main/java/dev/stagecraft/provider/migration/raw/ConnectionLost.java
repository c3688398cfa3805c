package dev.stagecraft.provider.migration.raw;

/** The connection went away: what was under way is found out from the ledger, over a new one. */
final class ConnectionLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param words cleaned */
    ConnectionLost(String words) {
        super(words);
    }
}
