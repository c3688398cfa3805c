package dev.stagecraft.provider.migration.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.raw.sql.Statement;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A file that can be run: what it is to others, and its statements.
 *
 * @param commits a statement of it ends the transaction that it is in, as DDL does in MariaDB and MySQL
 */
record MigrationScript(String fileName, long number, Migration migration, List<Statement> statements, boolean commits) {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    MigrationScript {
        statements = List.copyOf(statements);
    }

    String id() {
        return migration.id();
    }

    String checksum() {
        return migration.checksum();
    }

    /** Whether the file and its row in the ledger are written in one transaction. */
    boolean transactional() {
        return !migration.directives().noTransaction() && !commits;
    }

    /** What is hashed and run: a checkout that changes line ends changes nothing. */
    static String normal(String content) {
        String unmarked = content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
        return unmarked.replace("\r\n", "\n");
    }

    static String checksum(String normalContent) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(normalContent.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }
}
