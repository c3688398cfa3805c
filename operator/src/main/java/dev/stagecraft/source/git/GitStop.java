package dev.stagecraft.source.git;

import dev.stagecraft.source.GitDirectory;
import java.io.IOException;

/** Ends a reading with an answer that is not files, from wherever it is found out, also from within JGit. */
final class GitStop extends IOException {
    private final transient GitDirectory answer;

    GitStop(GitDirectory answer) {
        super("The reading of a Git repository was ended.");
        this.answer = answer;
    }

    GitDirectory answer() {
        return answer;
    }
}
