package dev.stagecraft.reconcile.gather;

import dev.stagecraft.plan.HostDefaults;
import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.Owner;

/**
 * The resource's way to its machines.
 *
 * @param path of the provider's configuration, for messages
 * @param defaults what a host gets where its own entry leaves it open
 * @param account changes with the provider, its configuration and its token, and says nothing of them
 */
public record Cloud(
        String provider,
        String path,
        CloudDriver driver,
        boolean ownsMachines,
        HostDefaults defaults,
        Owner owner,
        String account) {}
