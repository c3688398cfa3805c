package dev.stagecraft.dotenv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The definitions that count: the later of two wins.
 *
 * @param faults lines that define nothing
 */
record Definitions(Map<String, Definition> byName, List<Interpolated.Fault> faults) {
    static Definitions of(List<Layer> layers) {
        var definitions = new Definitions(new TreeMap<>(), new ArrayList<>());
        int number = 0;
        for (Layer layer : layers) {
            definitions.add(layer, number);
            number += layer.entries().size();
        }
        return definitions;
    }

    private void add(Layer layer, int firstNumber) {
        Map<String, Definition> before = new HashMap<>(byName);
        for (int i = 0; i < layer.entries().size(); i++) {
            DotenvEntry entry = layer.entries().get(i);
            int number = firstNumber + i;
            Definition earlier = before.get(entry.name());
            if (!(entry.value() instanceof DotenvValue.Inherited)) {
                byName.compute(
                        entry.name(), (_, last) -> new Definition(number, layer, entry, Optional.ofNullable(last)));
            } else if (earlier != null) {
                byName.put(entry.name(), earlier);
            } else {
                // Not even the name is shown: the line may be one of a key that was pasted without quotation marks.
                faults.add(new Interpolated.Fault(
                        layer.place(),
                        entry.line(),
                        "This line has only a name, and nothing before the file defines it; write NAME= for an empty"
                                + " value, and put a value of several lines into quotation marks."));
            }
        }
    }
}
