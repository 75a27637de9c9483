package dev.vitrine.api.widgets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Values to choose from, by their labels. Values may be null.
 *
 * @param values null in what a front end has sent, which knows labels only
 */
record Options<T>(List<String> labels, List<T> values) {

    static <T> Options<T> of(List<? extends T> values) {
        return new Options<>(
                values.stream().<String>map(String::valueOf).toList(),
                Collections.unmodifiableList(new ArrayList<T>(values)));
    }

    static <T> Options<T> of(Map<String, ? extends T> values) {
        return new Options<>(
                List.copyOf(values.keySet()),
                Collections.unmodifiableList(new ArrayList<T>(values.values())));
    }

    T value(Integer index) {
        return index == null ? null : values.get(index);
    }

    /**
     * @throws IllegalArgumentException if the value is none of these
     */
    int indexOf(T value) {
        for (int i = 0; i < values.size(); i++) {
            if (Objects.deepEquals(values.get(i), value)) {
                return i;
            }
        }
        throw new IllegalArgumentException(value + " is none of the options " + labels);
    }

    /** How options travel: by their labels. */
    static <T> PropertyType<Options<T>> type() {
        return new PropertyType<>() {
            @Override
            public Object toJson(Options<T> options) {
                return options.labels();
            }

            @Override
            public Options<T> fromJson(Object json) {
                return new Options<>(PropertyType.TEXTS.fromJson(json), null);
            }
        };
    }
}
