package dev.stagecraft.provider.app;

/** An {@link AppProvider} that a resource names under {@code spec.frontend.provider}. */
public interface FrontendProvider extends AppProvider {}
