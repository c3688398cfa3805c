package dev.stagecraft.cli.status;

import dev.stagecraft.cli.session.Style;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The conditions that are not as they should be; those that say the same are one line. */
record TroubleLines(Digest digest) {
    private static final int LINES = 4;
    private static final int OBSTACLE_LINES = 8;
    private static final Pattern OBSTACLE = Pattern.compile("\\b(Ready|Stalled)=");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /**
     * @param folded whether what does not stand still is kept short
     * @param shortened whether ids of 64 digits are cut as people cut them
     */
    void write(Sheet sheet, boolean folded, boolean shortened) {
        if (digest.conditions().isEmpty()) {
            return;
        }
        var said = new LinkedHashMap<String, Map<String, String>>();
        for (var condition : digest.conditions()) {
            said.computeIfAbsent(shown(condition.message(), shortened), _ -> new LinkedHashMap<>())
                    .merge(
                            condition.reason(),
                            condition.type() + "=" + condition.status(),
                            (one, other) -> one + " " + other);
        }
        sheet.heading("Conditions");
        said.forEach((message, reasons) -> {
            var cell = said(reasons, message);
            sheet.text(cell, most(cell.text(), folded));
        });
    }

    /** Why it is not ready is what people came for. */
    private static int most(String text, boolean folded) {
        if (OBSTACLE.matcher(text).find()) {
            return OBSTACLE_LINES;
        }
        return folded ? 1 : LINES;
    }

    private static Cell said(Map<String, String> reasons, String message) {
        var types = reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", "));
        return Cell.of(
                message.isEmpty() ? types : types + ": " + message,
                types.contains("Stalled=") ? Style.RED : Style.YELLOW);
    }

    private String shown(String message, boolean shortened) {
        var text = withoutCommand(message);
        return shortened ? DIGEST.matcher(text).replaceAll(found -> Words.shortened(found.group())) : text;
    }

    /** The command at the end of a message is among what is to be done next. */
    private String withoutCommand(String message) {
        int command = message.indexOf("kubectl annotate stc " + digest.name() + " ");
        if (command < 0) {
            return message;
        }
        int before = Math.max(message.lastIndexOf("; ", command), message.lastIndexOf(", or ", command));
        return before < 0 ? message : message.substring(0, before);
    }
}
