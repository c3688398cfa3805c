package dev.stagecraft.image.oci;

import java.util.List;
import java.util.function.Function;

/** The layers of one image, fetched and read one after the other, the uppermost first. */
final class ImageLayers {
    private final RegistryCall call;
    private final Function<String, RegistryCall.Target> blob;
    private final List<Layer> fromTheTop;
    private final ReadBudget budget;

    /** {@code blob} says where the blob with a digest is asked for. */
    ImageLayers(RegistryCall call, Function<String, RegistryCall.Target> blob, List<Layer> layers, ReadBudget budget) {
        this.call = call;
        this.blob = blob;
        this.fromTheTop = layers.reversed();
        this.budget = budget;
    }

    ReadBudget budget() {
        return budget;
    }

    /**
     * One pass.
     *
     * @param from number of the uppermost layer that counts; 0 is the top
     */
    MergedTree read(int from, Wanted wanted) throws RefusedImage, RegistryTrouble {
        var tree = new MergedTree();
        for (int number = from; number < fromTheTop.size() && !tree.settles(wanted); number++) {
            tree.add(read(fromTheTop.get(number), wanted, tree), number);
        }
        return tree;
    }

    private LayerView read(Layer layer, Wanted wanted, MergedTree above) throws RefusedImage, RegistryTrouble {
        var sink = new LayerSink(layer, new LayerArchive(wanted, above, budget), budget);
        var answer = call.stream(blob.apply(layer.digest()), sink);
        return switch (answer) {
            case Answer.Got got when got.status() == 200 -> sink.view().orElseThrow(() -> new RegistryTrouble(answer));
            case Answer.Got _, Answer.Failed _ -> throw new RegistryTrouble(answer);
        };
    }
}
