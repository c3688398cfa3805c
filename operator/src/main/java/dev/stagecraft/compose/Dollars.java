package dev.stagecraft.compose;

/** The way to keep Compose from reading a variable into a literal text. */
final class Dollars {
    private Dollars() {}

    static String doubled(String literal) {
        return literal.replace("$", "$$");
    }
}
