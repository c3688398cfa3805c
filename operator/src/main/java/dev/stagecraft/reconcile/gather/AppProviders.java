package dev.stagecraft.reconcile.gather;

import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.app.BackendProvider;
import dev.stagecraft.provider.app.FrontendProvider;

/** Who knows how an application is built. */
public record AppProviders(ProviderRegistry<BackendProvider> backends, ProviderRegistry<FrontendProvider> frontends) {}
