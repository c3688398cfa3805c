package dev.stagecraft.reconcile.gather;

import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.ci.CiBuilders;
import dev.stagecraft.provider.cloud.CloudProvider;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.secrets.SecretsProvider;

/** The providers that a resource can name. */
public record Providers(
        ProviderRegistry<CloudProvider> clouds,
        ProviderRegistry<MigrationEngine> engines,
        ProviderRegistry<SecretsProvider> secrets,
        AppProviders apps,
        CiBuilders ci) {}
