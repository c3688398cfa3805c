package dev.stagecraft.sandbox.registry;

/**
 * One request that reached the registry.
 *
 * @param authorized it carried a token that the registry had given out
 * @param status the answer; 0 while it hangs
 */
public record RegistryRequest(String method, String path, boolean authorized, int status) {}
