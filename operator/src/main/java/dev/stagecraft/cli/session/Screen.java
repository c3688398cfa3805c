package dev.stagecraft.cli.session;

/**
 * What the output goes to.
 *
 * @param terminal whether a person may be looking; false for pipes and files
 * @param width in columns, at least 20
 * @param colour whether escape codes may be written
 */
public record Screen(boolean terminal, int width, boolean colour) {
    private static final int NARROWEST = 20;
    private static final int USUAL = 80;

    public Screen {
        width = width <= 0 ? USUAL : Math.max(NARROWEST, width);
    }

    /** A pipe or a file. */
    public static Screen none() {
        return new Screen(false, USUAL, false);
    }

    /** The same without colours. */
    public Screen plain() {
        return new Screen(terminal, width, false);
    }
}
