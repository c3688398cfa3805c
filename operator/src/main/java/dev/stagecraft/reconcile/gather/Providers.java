package dev.stagecraft.reconcile.gather;

import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.cloud.CloudProvider;
import dev.stagecraft.provider.migration.MigrationEngine;

/** The providers that a resource can name. */
public record Providers(
        ProviderRegistry<CloudProvider> clouds, ProviderRegistry<MigrationEngine> engines, AppProviders apps) {}
