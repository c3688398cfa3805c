package dev.stagecraft.catalogue;

import dev.stagecraft.catalogue.Feature.Status;
import java.util.stream.Collectors;

/** The catalogue as a page for people. */
final class StatusPage {

    private StatusPage() {}

    static String render(FeatureCatalogue catalogue) {
        return """
                <!-- Written by `make docs` from spec/features.yaml; edit that file instead. -->
                # What works today

                %s

                `done` means that the tests named beside it would fail if the promise broke; `partial` says what is missing;
                `planned` means that nothing claims it: a resource that asks for it is answered with `NotImplemented`.

                %s
                """.formatted(
                        counts(catalogue),
                        catalogue.groups().stream().map(StatusPage::group).collect(Collectors.joining("\n\n")));
    }

    private static String counts(FeatureCatalogue catalogue) {
        return "%d features: %d done, %d partial, %d planned."
                .formatted(
                        catalogue.features().count(),
                        count(catalogue, Status.DONE),
                        count(catalogue, Status.PARTIAL),
                        count(catalogue, Status.PLANNED));
    }

    private static long count(FeatureCatalogue catalogue, Status status) {
        return catalogue
                .features()
                .filter(feature -> feature.status() == status)
                .count();
    }

    private static String group(Feature.Group group) {
        return """
                ## %s

                | id | feature | status | tests | missing |
                |---|---|---|---|---|
                %s""".formatted(
                group.title(), group.features().stream().map(StatusPage::row).collect(Collectors.joining("\n")));
    }

    private static String row(Feature feature) {
        var tests = feature.tests().stream().map(test -> "`" + test + "`").collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        feature.id(),
                        title(feature),
                        feature.status().word(),
                        tests,
                        feature.note() == null ? "" : feature.note());
    }

    private static String title(Feature feature) {
        return feature.spec() == null ? feature.title() : "[%s](../%s)".formatted(feature.title(), feature.spec());
    }
}
