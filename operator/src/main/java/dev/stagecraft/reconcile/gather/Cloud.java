package dev.stagecraft.reconcile.gather;

import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.Owner;

/**
 * The resource's way to its machines.
 *
 * @param path of the provider's configuration, for messages
 * @param account changes with the provider, its configuration and its token, and says nothing of them
 */
public record Cloud(
        String provider, String path, CloudDriver driver, boolean ownsMachines, Owner owner, String account) {}
