package dev.stagecraft.image.oci;

/** The registry did not give what was asked for; {@code answer} says why. */
final class RegistryTrouble extends Exception {
    private final transient Answer answer;

    RegistryTrouble(Answer answer) {
        super("The registry gave no layer.");
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
