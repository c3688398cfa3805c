package dev.stagecraft.provider.migration.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.migration.MigrationRisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code migrations.providers.container}, as far as it could be read.
 *
 * @param timeout how long an end is waited for
 * @param risk what the user says of the tool's migrations, as nobody else can
 */
record ContainerConfig(String service, List<String> command, Duration timeout, MigrationRisk risk) {
    private static final List<String> KEYS = List.of("service", "command", "timeout", "risk");
    private static final Pattern SERVICE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");
    private static final Pattern WORD = Pattern.compile("\\P{Cntrl}{1,4096}");
    private static final Pattern TIMEOUT = Pattern.compile("[1-9][0-9]{0,3}[sm]");
    private static final Pattern RISK = Pattern.compile("expand|risky|contract");
    private static final int MOST_WORDS = 64;
    private static final Duration USUAL = Duration.ofMinutes(30);

    /** A step has an hour, and its plan's end has to be told within it. */
    private static final Duration LONGEST = Duration.ofMinutes(50);

    ContainerConfig {
        command = List.copyOf(command);
    }

    /** What was read, and every fault of it. */
    record Reading(ContainerConfig config, List<Violation> violations) {}

    static Reading read(JsonNode json) {
        var check = new ConfigCheck();
        if (!json.isMissingNode()
                && !json.isNull()
                && check.object(json, "", KEYS).isEmpty()) {
            return new Reading(new ContainerConfig("", List.of(), USUAL, MigrationRisk.RISKY), check.violations());
        }
        var config = new ContainerConfig(
                check.text(
                                json,
                                "",
                                new ConfigCheck.Text(
                                        "service", SERVICE, "the name of a service of the compose file", true))
                        .orElse(""),
                command(check, json.path("command")),
                timeout(check, json),
                check.text(json, "", new ConfigCheck.Text("risk", RISK, "expand, risky or contract", false))
                        .map(word -> MigrationRisk.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(MigrationRisk.RISKY));
        return new Reading(config, check.violations());
    }

    private static List<String> command(ConfigCheck check, JsonNode list) {
        if (list.isMissingNode() || list.isNull()) {
            check.note(Violation.missing("command", "This is needed: the words of the command, as a list."));
            return List.of();
        }
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_WORDS) {
            check.note(Violation.invalid(
                    "command", "This must be the words of the command as a list, 1 to " + MOST_WORDS + " of them."));
            return List.of();
        }
        var words = new ArrayList<String>();
        for (int i = 0; i < list.size(); i++) {
            var word = list.get(i);
            if (word.isTextual() && WORD.matcher(word.textValue()).matches()) {
                words.add(word.textValue());
            } else {
                check.note(
                        Violation.invalid(
                                "command[" + i + "]",
                                "This must be text of 1 to 4096 characters without control characters; put quotes around a number."));
            }
        }
        return words;
    }

    private static Duration timeout(ConfigCheck check, JsonNode json) {
        var shape = "a time such as 90s or 10m, at most " + LONGEST.toMinutes() + "m";
        var timeout = check.text(json, "", new ConfigCheck.Text("timeout", TIMEOUT, shape, false))
                .map(text -> Duration.parse("PT" + text.toUpperCase(Locale.ROOT)))
                .orElse(USUAL);
        if (timeout.compareTo(LONGEST) > 0) {
            check.note(Violation.invalid("timeout", "This must be " + shape + "."));
        }
        return timeout;
    }
}
