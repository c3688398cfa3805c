package dev.stagecraft.sandbox.host;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A builder host, and the registries that it pushes to. */
interface BuilderUnderTest {
    /** With a key that the host accepts and the host key that it has. */
    HostAddress address();

    /** An image with a shell, to build on. */
    String base();

    /** One whose shell is for another processor. */
    String foreign();

    /** A name in a registry that takes what anybody pushes. */
    String open(String name);

    /** A name in a registry that wants a login. */
    String guarded(String name);

    /** Docker's config.json for the guarded registry with one of its passwords, which is {@code right}, or with another. */
    Secret pushLogin(String password);

    /** A name in a registry that does not answer. */
    String nowhere(String name);

    /** Installs a program that builds by the Dockerfile in the directory of its second word, under the name of its first. */
    String program();

    /** What a pushed image says of itself; empty when there is none. */
    Optional<Map<String, String>> labels(String image);

    /** What the registry has under that name; empty when nothing. */
    Optional<String> digest(String image);

    /** The history and the settings of a pushed image, and of its layers what is the contract's sentinel. */
    String everythingOf(String image);

    /** Whether docker is building now. */
    boolean underWay();

    /** The words of all commands: on a real host those that run now. */
    List<String> words();

    /** The names of what is in a directory; empty without one. */
    List<String> names(String directory);
}
