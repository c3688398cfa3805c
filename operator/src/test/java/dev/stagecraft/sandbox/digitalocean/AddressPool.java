package dev.stagecraft.sandbox.digitalocean;

import java.util.concurrent.atomic.AtomicInteger;

/** Where droplets get their public addresses from; called once a droplet. */
@FunctionalInterface
public interface AddressPool {
    String addressFor(long dropletId, String name);

    /** Distinct addresses of 127.0.0.0/8, from 127.64.0.1 up: all of them answer on Linux without being set up. */
    static AddressPool loopback() {
        var next = new AtomicInteger();
        return (id, name) -> {
            int n = next.getAndIncrement();
            return "127." + (64 + n / 62_500) + "." + (n / 250 % 250) + "." + (1 + n % 250);
        };
    }
}
