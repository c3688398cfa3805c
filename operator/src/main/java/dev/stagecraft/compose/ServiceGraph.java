package dev.stagecraft.compose;

import java.util.List;

/** Which service needs which. */
record ServiceGraph(List<String> startOrder) {
    static ServiceGraph of(ComposeFile file) {
        throw new UnsupportedOperationException("lands with the next commit");
    }
}
