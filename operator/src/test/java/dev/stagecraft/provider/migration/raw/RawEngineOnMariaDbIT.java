package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.sandbox.database.DatabaseKind;

class RawEngineOnMariaDbIT extends RawEngineContract {
    @Override
    DatabaseKind kind() {
        return DatabaseKind.MARIADB;
    }
}
