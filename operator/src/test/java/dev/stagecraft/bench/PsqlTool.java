package dev.stagecraft.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.sandbox.database.PostgresServer;
import dev.stagecraft.sandbox.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;

/** One psql with every file by {@code -f}, each in a transaction of its own; it keeps no record, as psql does not. */
record PsqlTool(GeneratedMigrations migrations) implements MigrationTool {
    @Override
    public String name() {
        return "psql";
    }

    @Override
    public void apply(TestDatabase database) {
        var files = new ArrayList<String>();
        migrations.paths().forEach(path -> files.addAll(List.of("-c", "BEGIN", "-f", path.toString(), "-c", "COMMIT")));
        run(database, files);
    }

    @Override
    public void again(TestDatabase database) {
        run(database, List.of("-c", "SELECT 1"));
    }

    private static void run(TestDatabase database, List<String> work) {
        URI url = URI.create(database.url());
        String[] login = url.getRawUserInfo().split(":", 2);
        var command = new ArrayList<>(List.of(PostgresServer.program("psql").toString(), "-X", "-q"));
        command.addAll(List.of("-v", "ON_ERROR_STOP=1", "-h", url.getHost(), "-p", Integer.toString(url.getPort())));
        command.addAll(List.of("-U", login[0], "-d", url.getPath().substring(1)));
        command.addAll(work);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", URLDecoder.decode(login[1], UTF_8));
        try {
            Process psql = builder.start();
            psql.getOutputStream().close();
            String said = new String(psql.getInputStream().readAllBytes(), UTF_8);
            if (psql.waitFor() != 0) {
                throw new IllegalStateException("psql failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
