package dev.stagecraft.sandbox.host;

import dev.stagecraft.host.ComposeCli;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.secret.Secret;
import java.util.List;

/** A host that the contract is tried on, and the images that it can pull. */
interface HostUnderTest {

    /** The right password of the private registry. */
    String PASSWORD = "canary-password";

    /** How the images of the contract behave. */
    enum Kind {
        GOOD,
        UNHEALTHY,
        CRASHING
    }

    /** With a key that the host accepts and the host key that it has. */
    HostAddress address();

    ComposeCli compose();

    /** Makes an image that listens on 8080, unless it crashes, and gives the reference to use in a Compose file. */
    String image(String name, Kind kind);

    /** A reference into the same registry that has no image. */
    String missingImage();

    /** A good image of that name, and no other's, in a registry that wants a login; pinned by digest. */
    String privateImage(String name);

    /** The {@code config.json} with the login to that registry, with the password {@link #PASSWORD} or another. */
    Secret login(String password);

    /** The command lines of all that runs on the host now; or, where that is not to be seen, of all that ever ran. */
    List<String> commandLines();

    /** A port of the host's own loopback on which an SSH server listens. */
    int tunnelTarget();

    /** Whether the host lets connections through to anywhere. */
    void refuseForwarding(boolean refused);

    /** Permission bits of a file on the host. */
    int mode(String path);
}
