package dev.stagecraft.compose;

import java.util.Map;

/** Does the work of {@link RoleCut}. */
final class RoleCutter {
    private RoleCutter() {}

    static RoleCut cut(ComposeFile file, String role, Map<String, String> roles) {
        throw new UnsupportedOperationException("lands with the next commit");
    }
}
