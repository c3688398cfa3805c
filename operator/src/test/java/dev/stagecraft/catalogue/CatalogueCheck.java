package dev.stagecraft.catalogue;

import dev.stagecraft.catalogue.Feature.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds a catalogue against what exists.
 *
 * @param pages spec pages in the tree, relative to the repository
 * @param testClasses simple names of the classes that hold tests
 */
record CatalogueCheck(Set<String> pages, Set<String> testClasses) {

    private static final String INDEX = "spec/README.md";

    CatalogueCheck {
        pages = Set.copyOf(pages);
        testClasses = Set.copyOf(testClasses);
    }

    /** What is untrue or incomplete, a sentence each; empty when nothing is. */
    List<String> violations(FeatureCatalogue catalogue) {
        return Stream.of(
                        catalogue.features().flatMap(this::violations),
                        repeatedIds(catalogue),
                        pagesWithoutFeature(catalogue))
                .flatMap(sentences -> sentences)
                .toList();
    }

    private Stream<String> violations(Feature feature) {
        var found = new ArrayList<String>();
        if (!feature.id().matches("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")) {
            found.add("is not an id: capitals, digits and single underscores");
        }
        if (feature.spec() == null && feature.status() != Status.PLANNED) {
            found.add("is " + feature.status().word() + " but names no spec page");
        }
        if (feature.spec() != null && !pages.contains(feature.spec())) {
            found.add("names the spec page " + feature.spec() + ", which does not exist");
        }
        if (feature.status() == Status.DONE && feature.tests().isEmpty()) {
            found.add("is called done without a test");
        }
        if (feature.status() == Status.PARTIAL && feature.note() == null) {
            found.add("is called partial without a note on what is missing");
        }
        feature.tests().stream()
                .filter(test -> !testClasses.contains(test))
                .forEach(test -> found.add("names the test " + test + ", which does not exist or holds no test"));
        return found.stream().map(sentence -> feature.id() + " " + sentence);
    }

    private static Stream<String> repeatedIds(FeatureCatalogue catalogue) {
        var seen = new HashSet<String>();
        return catalogue.features().map(Feature::id).filter(id -> !seen.add(id)).map(id -> id + " is listed twice");
    }

    private Stream<String> pagesWithoutFeature(FeatureCatalogue catalogue) {
        var named = catalogue.features().map(Feature::spec).collect(Collectors.toSet());
        return pages.stream()
                .filter(page -> !page.equals(INDEX) && !named.contains(page))
                .sorted()
                .map(page -> page + " belongs to no feature of " + FeatureCatalogue.SOURCE);
    }
}
