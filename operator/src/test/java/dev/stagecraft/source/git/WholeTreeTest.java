package dev.stagecraft.source.git;

import static dev.stagecraft.source.git.TreeScene.LIMITS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;

/** Packs that a real Git server would not send. */
class WholeTreeTest {
    private static final ObjectId ABSENT = ObjectId.fromString("1".repeat(40));

    private final MemoryRepository repository = new MemoryRepository(1 << 20, () -> {});

    @Test
    void fileThatWasKeptBackIsNoticed() {
        var missing = assertThrows(MissingObjectException.class, () -> require(FileMode.REGULAR_FILE));

        assertEquals(ABSENT, missing.getObjectId());
    }

    @Test
    void directoryThatWasKeptBackIsNoticed() {
        assertThrows(MissingObjectException.class, () -> require(FileMode.TREE));
    }

    @Test
    void submoduleIsElsewhere() {
        assertDoesNotThrow(() -> require(FileMode.GITLINK));
    }

    private void require(FileMode mode) throws IOException {
        var access = new GitAccess(LIMITS, Duration.ofSeconds(1), true);
        new WholeTree(GitUrl.of("https://git.example.com/x", access), LIMITS).require(repository, commit(mode));
    }

    private ObjectId commit(FileMode mode) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var tree = new TreeFormatter();
            tree.append("a", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, "x".getBytes(UTF_8)));
            tree.append("b", mode, ABSENT);
            var commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setAuthor(new PersonIdent("a", "a@example.com"));
            commit.setCommitter(commit.getAuthor());
            var id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }
}
