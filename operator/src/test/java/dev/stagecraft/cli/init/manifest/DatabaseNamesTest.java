package dev.stagecraft.cli.init.manifest;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of databases, as the rule of the resource has them. */
class DatabaseNamesTest {
    @ParameterizedTest
    @CsvSource({
        "main,main",
        "user_data,user_data",
        "userData,userdata",
        "2nd.copy-,nd-copy",
        "_x_,x",
        "Übersicht,ubersicht",
        "42,main",
        "a234567890123456789012345678901234567890123,a234567890123456789012345678901234567890",
        "a23456789012345678901234567890123456789-x,a23456789012345678901234567890123456789"
    })
    void aNameIsFitted(String written, String fitted) {
        assertEquals(fitted, new DatabaseNames().free(written));
    }

    @Test
    void aNameThatCanStayDoesSoAndNoneIsThereTwice() {
        // Sorted: "A-B", "a-b", "a.b", "a_b"; a_b would have the Secret of a-b.
        assertEquals(
                Map.of("a-b", "a-b", "A-B", "a-b2", "a.b", "a-b3", "a_b", "a_b4"),
                new DatabaseNames().fit(List.of("a.b", "A-B", "a_b", "a-b")));
    }

    @Test
    void aNumberKeepsTheNameShortEnough() {
        var names = new DatabaseNames();
        String longest = "a".repeat(40);

        var all = List.of(names.free(longest), names.free(longest), names.free(longest));

        assertAll(
                () -> assertEquals(3, all.stream().distinct().count()),
                () -> assertTrue(all.stream().allMatch(name -> name.length() == 40), all::toString));
    }
}
