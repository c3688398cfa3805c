package dev.stagecraft.provider.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceLookTest {
    private static final SourceLook LOOK = new SourceLook(
            FakeTree.of(Map.of("api/Dockerfile", "", "api/src/a.ts", "", "old", "-> api", "README.md", "")));

    @Test
    void whatIsThereIsNotMissing() {
        assertEquals(Optional.empty(), LOOK.noDirectory(""));
        assertEquals(Optional.empty(), LOOK.noDirectory("api/src"));
        assertEquals(Optional.empty(), LOOK.noFile("api/Dockerfile"));
    }

    @Test
    void whatIsMissingIsAnsweredWithWhatIsThere() {
        assertEquals(
                Optional.of(
                        "There is no directory 'web' in the source at commit 0123456789ab: the root holds README.md,"
                                + " api/, old."),
                LOOK.noDirectory("web"));
        assertEquals(
                Optional.of("There is no file 'api/docker/Dockerfile' in the source at commit 0123456789ab: 'api' holds"
                        + " Dockerfile, src/."),
                LOOK.noFile("api/docker/Dockerfile"));
    }

    @Test
    void somethingElseIsNamed() {
        assertEquals(
                Optional.of("'old' must be a directory, but in the source at commit 0123456789ab it is a link."),
                LOOK.noFile("old/Dockerfile"));
        assertEquals(
                Optional.of("'api' must be a file, but in the source at commit 0123456789ab it is a directory."),
                LOOK.noFile("api"));
    }

    @Test
    void aLongListIsCut() {
        var files = new TreeMap<String, String>();
        for (int i = 10; i < 30; i++) {
            files.put("f" + i, "");
        }
        assertEquals(
                Optional.of(
                        "There is no file 'x' in the source at commit 0123456789ab: the root holds f10, f11, f12, f13,"
                                + " f14, f15, f16, f17, f18, f19, f20, f21 and 8 more."),
                new SourceLook(FakeTree.of(files)).noFile("x"));
        assertEquals(
                Optional.of("There is no file 'x' in the source at commit 0123456789ab: the root holds nothing."),
                new SourceLook(FakeTree.of()).noFile("x"));
    }
}
