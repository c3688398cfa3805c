package dev.stagecraft.provider.migration.raw.sql;

import dev.stagecraft.provider.migration.MigrationRisk;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** What one part of a statement does. */
record Finding(Level level, String reason, boolean outside) {

    /** The risks and, worst of all, what is not allowed. */
    enum Level {
        EXPAND,
        RISKY,
        CONTRACT,
        FORBIDDEN
    }

    static Finding expand(String reason) {
        return new Finding(Level.EXPAND, reason, false);
    }

    static Finding risky(String reason) {
        return new Finding(Level.RISKY, reason, false);
    }

    static Finding contract(String reason) {
        return new Finding(Level.CONTRACT, reason, false);
    }

    static Finding forbidden(String reason) {
        return new Finding(Level.FORBIDDEN, reason, false);
    }

    /** The same, and no transaction may be around it. */
    Finding outsideTransaction() {
        return new Finding(level, reason, true);
    }

    /** All parts as one: the worst counts; harmless parts are not mentioned beside others, nor those without a reason. */
    static Finding worst(Collection<Finding> parts) {
        var level = parts.stream()
                .map(Finding::level)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String reason = parts.stream()
                .filter(part -> level == Level.EXPAND || part.level != Level.EXPAND)
                .map(Finding::reason)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
        return new Finding(level, reason, parts.stream().anyMatch(Finding::outside));
    }

    Verdict verdict(boolean commits) {
        var use = outside ? TransactionUse.OUTSIDE : commits ? TransactionUse.COMMITS : TransactionUse.INSIDE;
        return switch (level) {
            case EXPAND -> new Verdict.Allowed(MigrationRisk.EXPAND, reason, use);
            case RISKY -> new Verdict.Allowed(MigrationRisk.RISKY, reason, use);
            case CONTRACT -> new Verdict.Allowed(MigrationRisk.CONTRACT, reason, use);
            case FORBIDDEN -> new Verdict.Forbidden(reason);
        };
    }
}
