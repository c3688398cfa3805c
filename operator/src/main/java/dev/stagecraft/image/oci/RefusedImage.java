package dev.stagecraft.image.oci;

import java.io.IOException;

/** The image cannot be read as it is. The message is the end of a sentence that begins "… of IMAGE cannot be read: ". */
final class RefusedImage extends IOException {
    RefusedImage(String why) {
        super(why);
    }
}
