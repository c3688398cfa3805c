package dev.stagecraft.provider.backend.encore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.backend.encore.Declaration.AppSecret;
import dev.stagecraft.provider.backend.encore.Declaration.Database;
import dev.stagecraft.provider.backend.encore.Declaration.Migrations;
import dev.stagecraft.provider.backend.encore.Declaration.Unreadable;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclarationsTest {
    private static final String IMPORT = "import { SQLDatabase } from 'encore.dev/storage/sqldb';\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new SQLDatabase('todo', {migrations: './m'})",
                "new SQLDatabase(\"todo\", { migrations: \"./m\" });",
                "export default new SQLDatabase(`todo`, {migrations: `./m`,},)",
                "const db =\n  new\n  SQLDatabase(\n  // the name\n  'todo' /* of it */,\n  {\n    'migrations':\n      './m',\n  }\n)",
                "const db: SQLDatabase = new SQLDatabase('to\\x64o', {'migrations': '.\\/\\u006d'})",
                "const q = db.query`SELECT '${f(`x${1}`, {a: {}})}' -- \" `; new SQLDatabase('todo', {migrations: './m'})",
                "const re = /[/'\"`]\\//g.test(x) ? a / b / c : 1; new SQLDatabase('todo', {migrations: './m'})",
                "const a = x / 2; const s = \"don't\"; const n = 0.5 / 1e3; new SQLDatabase('todo', {migrations: './m'})",
                "// new SQLDatabase('other', {migrations: './x'})\n/* new SQLDatabase('other')\n*/ new SQLDatabase('todo', {migrations: './m'})",
                "const s = 'new SQLDatabase(\"other\")'; const t = `new SQLDatabase('x')`; new SQLDatabase('todo', {migrations: './m'})",
                "const jsx = <p>don't</p>;\nnew SQLDatabase('todo', {migrations: './m'})",
                "new SQLDatabase('todo', {other: {migrations: './x', f: [1, (2), {}]}, migrations: './m'})",
                "new SQLDatabase('todo', {migrations: {path: './m'}})",
                "SQLDatabase.named('other'); new Other('x'); new SQLDatabase('todo', {migrations: './m'}); const T = SQLDatabase;",
            })
    void aDatabaseIsFoundHoweverItIsWritten(String source) {
        assertEquals(List.of("todo ./m"), found(IMPORT + source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import { SQLDatabase as Db } from \"encore.dev/storage/sqldb\"; new Db('todo', {migrations: './m'})",
                "import * as sql from 'encore.dev/storage/sqldb'; new sql.SQLDatabase('todo', {migrations: './m'})",
                "import type { Row } from 'x';\nimport {\n  Row,\n  SQLDatabase,\n} from 'encore.dev/storage/sqldb'; new SQLDatabase('todo', {migrations: './m'})",
                "#!/usr/bin/env node\nimport 'x'; import y from 'y'; import.meta.url; const z = import('z');\n" + IMPORT
                        + "new SQLDatabase('todo', {migrations: './m'})",
            })
    void itIsKnownByWhatItIsImportedAs(String source) {
        assertEquals(List.of("todo ./m"), found(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import { SQLDatabase } from './mine'; // not encore.dev/storage/sqldb\nnew SQLDatabase('todo', {migrations: './m'})",
                "import { api } from 'encore.dev/api'; new SQLDatabase('todo')",
                "const s = 'encore.dev/storage/sqldb'; class SQLDatabase {}",
                "import { SQLDatabase } from 'encore.dev/storage/sqldb'; const db = SQLDatabase.named('todo');",
                "import { secret } from 'encore.dev/config'; x.secret('A'); const secret2 = 1; secret;",
            })
    void somethingElseOfThatNameIsNone(String source) {
        assertEquals(List.of(), found(source));
    }

    @Test
    void aDatabaseMayHaveNoMigrations() {
        assertEquals(
                List.of("a -", "b -", "c -"),
                found(IMPORT + "new SQLDatabase('a'); new SQLDatabase('b',); new SQLDatabase('c', {});"));
    }

    @Test
    void theToolOfMigrationsIsRead() {
        var declared = (Database) Declarations.in(
                        "a/b.ts", IMPORT + "\n\nnew SQLDatabase('a', { migrations: { path: 'm', source: 'prisma' } });")
                .getFirst();
        assertEquals(new Migrations("m", "prisma"), declared.migrations().orElseThrow());
        assertEquals("a/b.ts", declared.file());
        assertEquals("a/b.ts line 4", declared.where());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new SQLDatabase(name)",
                "new SQLDatabase",
                "new SQLDatabase(`to${do}`)",
                "new SQLDatabase('a b')",
                "new SQLDatabase('')",
                "new SQLDatabase('todo', config)",
                "new SQLDatabase('todo', {migrations})",
                "new SQLDatabase('todo', {migrations: dir})",
                "new SQLDatabase('todo', {migrations: './m' + x})",
                "new SQLDatabase('todo', {migrations: `./m${x}`})",
                "new SQLDatabase('todo', {migrations: ['./m']})",
                "new SQLDatabase('todo', {migrations: {source: 'prisma'}})",
                "new SQLDatabase('todo', {migrations: {path: './m', source: tool}})",
                "new SQLDatabase('todo', {migrations: {path: './m', source: 'No Tool'}})",
                "new SQLDatabase('todo', {migrations: {...rest}})",
                "new SQLDatabase('todo', {...rest})",
                "new SQLDatabase('todo', {['migrations']: './m'})",
                "new SQLDatabase('todo', {migrations: './m'",
                "new SQLDatabase('todo', {migrations: ('./m'",
            })
    void whatIsNoLiteralIsToldWithItsLine(String source) {
        var declared = Declarations.in("db.ts", IMPORT + source);
        assertEquals(1, declared.size(), declared::toString);
        var unreadable = (Unreadable) declared.getFirst();
        assertEquals("db.ts line 2", unreadable.where());
        assertTrue(unreadable.why().contains("written as"), unreadable::why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/* new SQLDatabase('todo')", "const t = `new SQLDatabase('todo')", "f(`${{}"})
    void aFileThatEndsTooEarlyIsNotTakenForAnEmptyOne(String source) {
        var declared = Declarations.in("db.ts", IMPORT + source);
        assertEquals(new Unreadable("db.ts", "it ends inside a comment or a template"), declared.getLast());
    }

    @Test
    void secretsAreFoundByName() {
        var source = """
                import { secret, secret as s } from "encore.dev/config";
                import * as config from "encore.dev/config";
                const a = secret("A"), b = s('B')(), c = config.secret(`C`,);
                const d = secret(NAME);
                const e = secret("not-one");
                """;
        assertEquals(
                List.of("A", "B", "C", "f.ts line 4", "f.ts line 5"),
                Declarations.in("f.ts", source).stream()
                        .map(found -> found instanceof AppSecret known ? known.name() : found.where())
                        .toList());
    }

    @Test
    void anyTextIsReadToItsEnd() {
        var random = new Random(7);
        String[] parts = {
            "new ",
            "SQLDatabase",
            "(",
            ")",
            "{",
            "}",
            "'",
            "\"",
            "`",
            "${",
            "/",
            "*",
            "//",
            "\n",
            "\\",
            "\\u00",
            "secret",
            "a",
            ",",
            ":",
            "migrations",
            "import ",
            " from ",
            "'encore.dev/config'",
            "'encore.dev/storage/sqldb'",
            ".",
            "0",
            "["
        };
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(IMPORT);
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            String source = text.toString();
            var read = Lexer.read(source);
            long lines = source.lines().count() + 1;
            assertTrue(read.tokens().stream().allMatch(token -> token.line() >= 1 && token.line() <= lines), source);
            Declarations.in("f.ts", source);
        }
    }

    private static List<String> found(String source) {
        return Declarations.in("todo/db.ts", source).stream()
                .map(declared -> declared instanceof Database database
                        ? database.name() + " "
                                + database.migrations().map(Migrations::path).orElse("-")
                        : declared.toString())
                .toList();
    }
}
