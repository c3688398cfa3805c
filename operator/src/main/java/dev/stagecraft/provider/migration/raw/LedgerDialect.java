package dev.stagecraft.provider.migration.raw;

/**
 * How the ledger is written in one database.
 *
 * @param table quoted, and with its schema where there is one
 * @param quote the mark around identifiers
 * @param id the type of the primary key
 * @param text the type of other text
 * @param time the type of a point in time
 * @param now the point in time that it is, in UTC
 * @param options what follows the columns of a new table
 * @param transaction a number that is another one in another transaction, or a constant where none is to be had
 * @param locked a condition that is true while the session that asks has the runner's lock; always true where that lock is none of
 *     the database's
 */
record LedgerDialect(
        String table,
        String quote,
        String id,
        String text,
        String time,
        String now,
        String options,
        String transaction,
        String locked) {
    /** Fills in a statement: {@code {table}}, {@code {now}}, {@code {transaction}} and {@code {locked}}, and quotes what stands in brackets. */
    String sql(String template) {
        return template.replace("[", quote)
                .replace("]", quote)
                .replace("{now}", now)
                .replace("{transaction}", transaction)
                .replace("{locked}", locked)
                .replace("{table}", table);
    }
}
