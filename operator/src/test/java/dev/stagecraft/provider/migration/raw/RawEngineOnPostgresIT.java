package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.sandbox.database.DatabaseKind;

class RawEngineOnPostgresIT extends RawEngineContract {
    @Override
    DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }
}
