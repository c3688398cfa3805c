package dev.stagecraft.sandbox.digitalocean;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What all teams have in common. */
record World(
        Clock clock,
        Supplier<Weather> sky,
        AddressPool addresses,
        DropletListener listener,
        ExecutorService threads,
        AtomicLong ids) {
    Weather weather() {
        return sky.get();
    }
}
