package dev.stagecraft.provider.app;

/** An {@link AppProvider} that a resource names under {@code spec.backend.provider}. */
public interface BackendProvider extends AppProvider {}
