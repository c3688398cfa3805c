package dev.stagecraft.build.job;

/** Text that the kubelet is to leave as it is: it replaces {@code $(NAME)} in arguments and variables. */
final class Literal {
    private Literal() {}

    static String of(String text) {
        return text.replace("$", "$$");
    }
}
