package dev.stagecraft.provider.migration.raw.sql;

/** A comment as written, its marks included. */
record Comment(String text, int line) {
    boolean block() {
        return text.startsWith("/*");
    }

    /** What it says, without its marks. */
    String says() {
        String inner = text.startsWith("#") ? text.substring(1) : text.substring(2);
        return (block() ? inner.substring(0, inner.length() - 2) : inner).strip();
    }
}
