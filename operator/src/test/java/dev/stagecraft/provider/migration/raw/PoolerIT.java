package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pooler lets clients in under a key of its own, which is how it shows. */
class PoolerIT {
    private static final String KEY_DATA = "K\0\0\0\f";

    @TempDir
    Path directory;

    @Test
    void nothingIsSetOnASessionThatOthersShare() throws IOException {
        // Given
        var scene = new Scene(DatabaseKind.POSTGRESQL, directory);
        scene.file("001_initial.sql", RawEngineContract.INITIAL);
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> pool(listener, scene.database.port()));
            scene.url = scene.database.urlThrough(listener.getLocalPort());

            // When
            var refused = assertThrows(MigrationException.class, scene::plan);

            // Then
            assertEquals(MigrationReason.UNSUPPORTED, refused.reason());
            assertTrue(refused.getMessage().contains("give the database's own port"), refused.getMessage());
        }
    }

    @Test
    void poolerThatKeepsASessionForEachConnectionIsSaidToBeOne() throws IOException {
        var scene = new Scene(DatabaseKind.POSTGRESQL, directory);
        scene.file("001_initial.sql", RawEngineContract.INITIAL);
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> pool(listener, scene.database.port()));
            scene.url = scene.database.urlThrough(listener.getLocalPort()) + "&pgbouncer=session";

            assertEquals(List.of("001_initial"), scene.pending());
        }
    }

    private static void pool(ServerSocket listener, int port) {
        try (var client = listener.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread.ofVirtual().start(() -> {
                try {
                    client.getInputStream().transferTo(server.getOutputStream());
                } catch (IOException gone) {
                    // The other direction ends it.
                }
            });
            var buffer = new byte[8192];
            for (int n = server.getInputStream().read(buffer);
                    n >= 0;
                    n = server.getInputStream().read(buffer)) {
                int key = new String(buffer, 0, n, StandardCharsets.ISO_8859_1).indexOf(KEY_DATA);
                if (key >= 0) {
                    buffer[key + KEY_DATA.length() + 3] ^= 1;
                }
                client.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException gone) {
            // The test is over.
        }
    }
}
