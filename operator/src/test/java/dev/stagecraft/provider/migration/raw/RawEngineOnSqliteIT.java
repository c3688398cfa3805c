package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.sandbox.database.DatabaseKind;

class RawEngineOnSqliteIT extends RawEngineContract {
    @Override
    DatabaseKind kind() {
        return DatabaseKind.SQLITE;
    }
}
