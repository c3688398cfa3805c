package dev.stagecraft.sandbox.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the checkout lies, since neither the tests nor {@code make run} are bound to a working directory. */
final class Checkout {

    private Checkout() {}

    static Path root() {
        var told = System.getProperty("stagecraft.root");
        if (told != null) {
            return Path.of(told).toAbsolutePath().normalize();
        }
        var here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, directory -> directory.getParent() != null, Path::getParent)
                .filter(directory -> Files.isDirectory(directory.resolve("operator/src/test/go")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The Stagecraft checkout is neither " + here
                        + " nor above it: run from the checkout, or name it with -Dstagecraft.root."));
    }
}
