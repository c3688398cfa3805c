package dev.stagecraft.bench;

import dev.stagecraft.provider.migration.MigrationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Small files as an application collects them over the years, in fours: a table, a column more, rows, an index. The names are
 * ones that the raw engine and Flyway both know.
 */
record GeneratedMigrations(Path directory, List<MigrationFile> files) {
    private static final int ROWS = 20;

    /** What a database has that got every file. */
    static final String LEFT_BEHIND = """
            SELECT (SELECT count(*) FROM pg_tables WHERE tablename LIKE 'item_%'),
                   (SELECT count(*) FROM information_schema.columns WHERE table_name LIKE 'item_%' AND column_name = 'note'),
                   (SELECT count(*) FROM pg_indexes WHERE indexname LIKE 'item_%_price'),
                   (SELECT count(*) FROM item_1)""";

    /** Writes {@code count} files, a multiple of four, to the directory. */
    static GeneratedMigrations write(Path directory, int count) throws IOException {
        Files.createDirectories(directory);
        var files = new ArrayList<MigrationFile>();
        for (int number = 1; number <= count; number++) {
            var file = file(number, (number + 3) / 4);
            files.add(file);
            Files.writeString(directory.resolve(file.name()), file.content());
        }
        return new GeneratedMigrations(directory, files);
    }

    /** The row that {@link #LEFT_BEHIND} has to answer. */
    String expected() {
        int tables = files.size() / 4;
        return "%d %d %d %d".formatted(tables, tables, tables, ROWS);
    }

    /** The files on disk, in order. */
    List<Path> paths() {
        return files.stream().map(file -> directory.resolve(file.name())).toList();
    }

    private static MigrationFile file(int number, int table) {
        return switch (number % 4) {
            case 1 -> named(number, "create_item_" + table, """
                    -- What the shop sells.
                    CREATE TABLE item_%1$d (
                      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                      name text NOT NULL,
                      price numeric(10, 2) NOT NULL CHECK (price >= 0),
                      created_at timestamptz NOT NULL DEFAULT now()
                    );
                    COMMENT ON TABLE item_%1$d IS 'one row for each thing; never deleted';
                    """.formatted(table));
            case 2 ->
                named(number, "add_note_" + table, "ALTER TABLE item_%d ADD COLUMN note text;\n".formatted(table));
            case 3 -> named(number, "fill_item_" + table, rows(table));
            default ->
                named(
                        number,
                        "index_item_" + table,
                        "CREATE INDEX item_%1$d_price ON item_%1$d (price);\n".formatted(table));
        };
    }

    private static String rows(int table) {
        return IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> "  ('thing %1$d', %1$d.50, 'it''s new')".formatted(row))
                .collect(Collectors.joining(
                        ",\n", "INSERT INTO item_" + table + " (name, price, note) VALUES\n", ";\n"));
    }

    private static MigrationFile named(int number, String name, String content) {
        return new MigrationFile("V%04d__%s.sql".formatted(number, name), content);
    }
}
