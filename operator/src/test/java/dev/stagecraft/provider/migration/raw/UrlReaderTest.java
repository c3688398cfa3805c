package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.config.Setting;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.raw.sql.Dialect;
import dev.stagecraft.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlReaderTest {
    @Test
    void everyPartIsRead() {
        var url = read(
                "postgres://shop:p%40ss%2B+%3A@db.example.com:6432/shop-prod?sslmode=verify-full&schema=app&pgbouncer=false\n");
        assertEquals(Dialect.POSTGRESQL, url.dialect());
        assertEquals("shop", url.user());
        assertEquals("p@ss++:", url.password().reveal());
        assertEquals(Map.of("sslmode", "verify-full", "schema", "app"), url.options());
        assertEquals("db.example.com:6432/shop-prod", url.place());
        assertFalse(url.toString().contains("p@ss"), url::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://u:p@h/d, POSTGRESQL, h:5432/d",
        "postgresql+psycopg2://u:p@h/d, POSTGRESQL, h:5432/d",
        "jdbc:postgresql://h:1/d?user=u&password=p, POSTGRESQL, h:1/d",
        "postgres://u:p@[2001:db8::1]:5433/d, POSTGRESQL, 2001:db8::1:5433/d",
        "mysql://u:p@h/d?ssl-mode=REQUIRED, MARIADB, h:3306/d",
        "mariadb://u@h:3307/d, MARIADB, h:3307/d",
        "jdbc:mariadb://h/d?user=u&password=p&useSsl=true, MARIADB, h:3306/d",
        "sqlite:/data/a.db, SQLITE, /data/a.db",
        "jdbc:sqlite:/data/a.db, SQLITE, /data/a.db",
        "sqlite:///data/a.db, SQLITE, /data/a.db"
    })
    void formsThatPeopleUse(String text, Dialect dialect, String place) {
        var url = read(text);
        assertEquals(dialect, url.dialect());
        assertEquals(place, url.place());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "oracle://u:hunter2@h/d",
                "postgres://u:hunter2@/d",
                "postgres://u:hunter2@h",
                "postgres://u:hunter2@h/d/e",
                "postgres://:hunter2@h/d",
                "postgres://u:hunter2@a,b/d",
                "postgres://u:hunter2@h:99999/d",
                "postgres://u:hun%ter2@h/d",
                "postgres://u:hun/ter2@h/d",
                "postgres://u:hunter2@h/d?sslmode=perhaps",
                "postgres://u:hunter2@h/d?ssl=perhaps",
                "postgres://u:hunter2@h/d?socketFactory=x",
                "postgres://u:hunter2@h/d?schema=a,b",
                "postgres://u:hunter2@h/d?hunter2%20=1",
                "postgres://u:hunter2@h/d?pgbouncer=true",
                "mysql://u:p@h/d%3FsocketFactory%3Dhunter2%26allowLocalInfile%3Dtrue",
                "mysql://u:p@h/d%26hunter2",
                "mariadb://u:p@h/d;hunter2",
                "postgres://u:p@h/d%23hunter2",
                "postgres://u:p@h/d%0Ahunter2",
                "sqlite:/data/a.db%3Fenable_load_extension=hunter2",
                "sqlite:/data/a.db%00hunter2",
                "sqlite:relative.db",
                "sqlite:/data/a.db?hunter2"
            })
    void whatCannotBeUsedIsRefusedWithoutQuotingIt(String text) {
        var fault = assertThrows(MigrationException.class, () -> read(text));
        assertEquals(MigrationException.Code.INVALID_CONFIG, fault.code());
        assertFalse(fault.getMessage().contains("hunter2") || fault.getMessage().contains("ter2"), fault.getMessage());
        assertTrue(fault.getMessage().startsWith("The connection string in the Secret cannot be used: "));
    }

    @Test
    void sqliteIsForADirectoryThatTheOperatorNames(@TempDir Path allowed, @TempDir Path other) throws Exception {
        var url = read("sqlite:" + allowed.resolve("a.db"));
        new RawSettings(Optional.of(allowed)).check(url);
        Path link = Files.createSymbolicLink(allowed.resolve("link.db"), other.resolve("b.db"));
        Path detour = Files.createSymbolicLink(allowed.resolve("detour"), other);
        for (var refused : java.util.List.of(
                assertThrows(
                        MigrationException.class,
                        () -> new RawSettings(Optional.of(allowed)).check(read("sqlite:" + detour + "/b.db"))),
                assertThrows(MigrationException.class, () -> RawSettings.DEFAULT.check(url)),
                assertThrows(MigrationException.class, () -> new RawSettings(Optional.of(other)).check(url)),
                assertThrows(
                        MigrationException.class,
                        () -> new RawSettings(Optional.of(allowed)).check(read("sqlite:" + allowed + "/../x/b.db"))),
                assertThrows(
                        MigrationException.class,
                        () -> new RawSettings(Optional.of(allowed)).check(read("sqlite:" + link))))) {
            assertEquals(MigrationReason.UNSUPPORTED, refused.reason());
        }
        assertTrue(assertThrows(MigrationException.class, () -> RawSettings.DEFAULT.check(url))
                .getMessage()
                .contains(Setting.SQLITE_DIRECTORY.variable()));
    }

    private static DatabaseUrl read(String text) {
        return UrlReader.read(Secret.of(text));
    }
}
