package dev.stagecraft.reconcile.preview;

import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.observe.ImagePins;
import dev.stagecraft.reconcile.observe.Pins;
import java.util.List;
import java.util.function.Function;

/**
 * The images of a release as a preview knows them.
 *
 * @param notes what a reader should know of how they were found
 */
public record ImageLook(Pins pins, List<String> notes) {
    private static final String BY_NAME =
            "images are taken by their names and not by digest, and what is built from the source counts as still to be built: ";

    public ImageLook {
        notes = List.copyOf(notes);
    }

    /** Without asking any registry. */
    public static ImageLook byName(Gathered gathered) {
        return new ImageLook(ImagePins.byName(gathered), List.of(BY_NAME + "no registry is asked"));
    }

    /** As registries know them; a registry that cannot be reached from here keeps nobody from seeing a plan. */
    public static Function<Gathered, ImageLook> asking(ImageResolver resolver) {
        var pins = new ImagePins(resolver);
        return gathered -> switch (pins.look(gathered)) {
            case Pins.Pinned pinned -> new ImageLook(pinned, List.of());
            case Pins.Refused refused -> new ImageLook(refused, List.of());
            case Pins.Trouble(var why) -> new ImageLook(ImagePins.byName(gathered), List.of(BY_NAME + why.message()));
        };
    }
}
