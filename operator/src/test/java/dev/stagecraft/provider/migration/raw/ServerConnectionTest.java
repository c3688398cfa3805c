package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.provider.migration.Route.Passage;
import dev.stagecraft.provider.migration.raw.Database.Access;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ServerConnectionTest {
    @Test
    void aConnectionThatCannotBeMadeReadOnlyIsClosed() {
        // Given
        var calls = new ArrayList<String>();
        ClassLoader loader = getClass().getClassLoader();
        var connection =
                (Connection) Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, (_, method, _) -> {
                    calls.add(method.getName());
                    if (method.getName().equals("setReadOnly")) {
                        throw new SQLException("gone", "08006");
                    }
                    return null;
                });
        var driver = (Driver) Proxy.newProxyInstance(loader, new Class<?>[] {Driver.class}, (_, _, _) -> connection);
        var access = new Access(new Passage("db", 5432), Limits.DEFAULT, "operator-a", true);

        // When
        var failure = assertThrows(
                SQLException.class,
                () -> ServerConnection.open(driver, "postgresql", "shop", access, new Properties()));

        // Then
        assertEquals("08006", failure.getSQLState());
        assertEquals(List.of("setReadOnly", "close"), calls);
    }
}
