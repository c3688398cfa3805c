package dev.stagecraft.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which requests for migrations were seen to already. */
class RequestsTest {
    private static Requests asking(String request) {
        return new Requests(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(request));
    }

    @Test
    void aTokenThatIsPutBackIsAnOldOne() {
        var handled = Requests.NONE.migrating("main@1").migrating("main@2");

        assertEquals(Optional.empty(), asking("main@2").newMigrate(handled));
        assertEquals(Optional.empty(), asking("main@1").newMigrate(handled));
        assertEquals(Optional.of("other@1"), asking("other@1").newMigrate(handled));
        assertEquals(handled, handled.migrating("main@2"));
    }

    @Test
    void whatWasGivenBackIsNewAgainAndNothingElseIs() {
        var handled = Requests.NONE.migrating("main@1").migrating("main@2").givingBack();

        assertEquals(Optional.of("main@2"), asking("main@2").newMigrate(handled));
        assertEquals(Optional.empty(), asking("main@1").newMigrate(handled));
        assertEquals(Optional.of("main@1"), asking("main@1").newMigrate(handled.givingBack()));
    }

    @Test
    void onlyTheLastOnesAreRemembered() {
        var handled = Requests.NONE;
        for (int i = 0; i < 20; i++) {
            handled = handled.migrating("main@" + i);
        }

        assertEquals(Requests.REMEMBERED, handled.migrated().size());
        assertEquals(List.of("main@3", "main@4"), handled.migrated().subList(0, 2));
        assertEquals(Optional.empty(), asking("main@3").newMigrate(handled));
    }
}
