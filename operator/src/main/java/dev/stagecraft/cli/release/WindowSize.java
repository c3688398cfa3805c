package dev.stagecraft.cli.release;

/** A terminal's window; what is smaller than anybody's counts as that. */
record WindowSize(int columns, int rows) {
    private static final int NARROWEST = 10;
    private static final int LOWEST = 4;

    WindowSize {
        columns = Math.max(NARROWEST, columns);
        rows = Math.max(LOWEST, rows);
    }
}
