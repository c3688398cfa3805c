package dev.stagecraft;

/** The operator's entry point. */
public final class Main {
    private Main() {}

    /** Starts the operator and blocks until it is told to stop. */
    public static void main(String[] args) {
        System.out.println("stagecraft");
    }
}
