package dev.stagecraft.image.oci;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Takes a body that is too large to be held. */
interface BodySink {
    /** Reads as much as it wants; runs on a thread of its own. A call that was not answered leaves it unfinished. */
    void take(InputStream body) throws IOException;

    /** How long taking may last; asked for once, when the body begins. */
    Duration most();
}
