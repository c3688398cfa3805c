package dev.stagecraft.bench;

import dev.stagecraft.bench.BenchmarkPage.Section;
import dev.stagecraft.sandbox.database.DatabaseKind;
import dev.stagecraft.sandbox.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long 200 files take with our engine, with psql and with Flyway, in turns on empty databases of one server. */
@Tag("bench")
class MigrationBench {
    private static final int FILES = 200;
    // The JVM has to meet the code first; psql is compiled.
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 9;
    private static final String HEADER = """
            | what | median | smallest | largest | multiple of psql | smallest | largest | samples |
            |---|---|---|---|---|---|---|---|
            """;

    @Test
    void measure(@TempDir Path directory) throws IOException {
        var migrations = GeneratedMigrations.write(directory.resolve("migrations"), FILES);
        var psql = new MigrationTurns(new PsqlTool(migrations));
        var raw = new MigrationTurns(new RawEngineTool(migrations));
        var flyway = new MigrationTurns(new FlywayTool(migrations));
        var order = new ArrayList<>(List.of(psql, raw, flyway));
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (var tool : order) {
                tool.take(TestDatabase.create(DatabaseKind.POSTGRESQL, directory), migrations, round >= WARM_UP);
            }
            Collections.rotate(order, 1);
        }
        BenchmarkPage.here().write(Section.MIGRATIONS, page(server(directory), psql, raw, flyway));
    }

    private static String server(Path directory) {
        var version = TestDatabase.create(DatabaseKind.POSTGRESQL, directory).rows("SHOW server_version");
        return version.getFirst().split(" ")[0];
    }

    private static String page(String server, MigrationTurns psql, MigrationTurns raw, MigrationTurns flyway) {
        var page = new StringBuilder("""
                %d small files: in fours, a table, a column more, 20 rows, an index. Three tools take turns, in an order that rotates,
                each on an empty database of the same server: PostgreSQL %s, without fsync; waiting for a disk would add about the
                same to all three. Each file is a transaction of its own for all three. Only times are compared, no memory.

                - psql is the yardstick: one process and one session, for each file `-c BEGIN -f file -c COMMIT`. It keeps no record
                  of what was applied, and its start is part of the time.
                - Stagecraft's engine `raw` is called as the operator's step calls it: list, plan, apply, over two connections. It
                  writes a row for each file in the file's own transaction, and sets the session back after each file. What the
                  operator writes to Kubernetes meanwhile is not in it.
                - Flyway is called as a library without settings: it validates, then migrates, and keeps a row for each file too.

                The last two run in a JVM that has done %d rounds before.

                """.formatted(FILES, server, WARM_UP));
        page.append(HEADER)
                .append(psql.first().turns("`psql -f`, all files in one session", psql.first()))
                .append(raw.first().turns(raw.name(), psql.first()))
                .append(flyway.first().turns(flyway.name(), psql.first()))
                .append(
                        "\nOnce more, with nothing pending. psql cannot know that: here it only starts and asks once.\n\n")
                .append(HEADER)
                .append(psql.again().turns("`psql -c 'SELECT 1'`", psql.again()))
                .append(raw.again().turns(raw.name(), psql.again()))
                .append(flyway.again().turns(flyway.name(), psql.again()));
        return page.toString();
    }
}
