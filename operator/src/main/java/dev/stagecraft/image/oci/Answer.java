package dev.stagecraft.image.oci;

import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;

/** What one exchange gave. */
sealed interface Answer {
    /** An HTTP answer of any status; the body is read-only, capped, and empty for HEAD. */
    record Got(int status, HttpHeaders headers, ByteBuffer body) implements Answer {
        String header(String name) {
            return headers.firstValue(name).orElse("").strip();
        }
    }

    /** No answer. {@code why} completes "The registry of X could not be asked: …". */
    record Failed(String why, boolean retryable) implements Answer {}
}
