package dev.stagecraft.provider.migration.raw.sql;

/** Finds the rule for a statement by its first word. */
final class StatementRules {
    static final Finding NOT_RECOGNISED =
            Finding.risky("Not a statement that is known here, so its locks are not known; look at it before it runs.");

    private StatementRules() {}

    static Finding find(Words words, NewTables tables) {
        return ControlRules.find(words, tables.dialect()).orElseGet(() -> byFirstWord(words, tables));
    }

    private static Finding byFirstWord(Words words, NewTables tables) {
        return switch (words.word(0)) {
            case "CREATE" -> CreateRules.find(words, tables);
            case "ALTER" ->
                words.skip(1, "FOREIGN", "ONLINE", "IGNORE") < words.size()
                                && words.at(words.skip(1, "FOREIGN", "ONLINE", "IGNORE"), "TABLE")
                        ? AlterTableRules.find(words, tables)
                        : AlterRules.find(words, tables.dialect());
            case "DROP" -> DropRules.drop(words, tables);
            case "TRUNCATE" -> DropRules.truncate(words, tables);
            case "RENAME" -> DropRules.rename(words, tables);
            case "REVOKE" -> DropRules.revoke(words, tables);
            case "INSERT", "REPLACE", "UPDATE", "DELETE", "MERGE", "WITH", "SELECT", "VALUES", "TABLE" ->
                DataRules.find(words, tables);
            case "SET", "RESET", "PRAGMA" -> SessionRules.find(words, tables);
            default -> UpkeepRules.find(words, tables);
        };
    }
}
