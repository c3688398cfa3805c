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
 * @param ddlInTransaction whether a new table or column is rolled back with the rest
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
        boolean ddlInTransaction) {
    String quoted(String column) {
        return quote + column + quote;
    }
}
