package dev.stagecraft.dotenv;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@link Interpolation} makes of its layers. */
public sealed interface Interpolated {
    /** All of them have a value. */
    record Resolved(SortedMap<String, Variable> variables) implements Interpolated {
        public Resolved {
            variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
        }
    }

    /** At least one has none, and so none can be used. */
    record Refused(List<Fault> faults) implements Interpolated {
        public Refused {
            faults = List.copyOf(faults);
        }
    }

    /**
     * A variable. Its rendering does not show the value.
     *
     * @param secret whether its place is, or that of any variable that was looked at for it
     * @param place of the definition that counts
     */
    record Variable(String value, boolean secret, String place) {
        @Override
        public String toString() {
            return "Variable[hidden, " + place + "]";
        }
    }

    /**
     * Why a variable has no value.
     *
     * @param line of its definition; 0 where the place has no lines
     * @param message a sentence with names only
     */
    record Fault(String place, int line, String message) {}
}
