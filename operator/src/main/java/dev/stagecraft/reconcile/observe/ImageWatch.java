package dev.stagecraft.reconcile.observe;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.reconcile.gather.Gathered;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** Pins the images of a release to digests before anything is planned with them. */
public final class ImageWatch {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    /** With the logins, so that new ones are used at once. */
    private record Key(String uid, String specHash, String inputsHash, RegistryCredentials registry) {}

    private final Lookups<Key, Pins> lookups;
    private final ImagePins pins;

    /** Asks registries through the resolver, on the threads. */
    public ImageWatch(ImageResolver resolver, ExecutorService threads, Clock clock, Consumer<ResourceRef> wake) {
        pins = new ImagePins(resolver);
        lookups = new Lookups<>(threads, clock, wake);
    }

    /** The pinned images, resolved at most that long ago; empty while registries are asked. */
    public Optional<Pins> look(Gathered gathered, Duration maxAge) {
        var asked = new Key(gathered.resource().uid(), gathered.specHash(), gathered.inputsHash(), gathered.registry());
        lookups.forgetAll(key -> key.uid().equals(asked.uid()) && !key.equals(asked));
        return lookups.get(
                asked,
                gathered.resource(),
                new Lookups.Terms<>(found -> keep(found, maxAge), false),
                () -> pins.look(gathered));
    }

    /** Forgets every image of a resource that is gone. */
    public void forget(String uid) {
        lookups.forgetAll(key -> key.uid().equals(uid));
    }

    private static Duration keep(Pins found, Duration maxAge) {
        return switch (found) {
            case Pins.Pinned pinned -> maxAge;
            case Pins.Refused refused -> AFTER_REFUSAL;
            case Pins.Trouble trouble -> AFTER_TROUBLE;
        };
    }
}
