package dev.vitrine.api.widgets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's state with its bytes taken out, since they travel beside the JSON (ipywidgets'
 * messages, "Binary state").
 *
 * @param paths where each buffer belongs: keys of objects and indices of arrays
 */
record BinaryState(Map<String, Object> state, List<List<Object>> paths, List<byte[]> buffers) {

    /** Takes the bytes out of a state; the state itself stays as it is. */
    static BinaryState separate(Map<String, Object> state) {
        List<List<Object>> paths = new ArrayList<>();
        List<byte[]> buffers = new ArrayList<>();
        return new BinaryState(separate(state, List.of(), paths, buffers), paths, buffers);
    }

    private static Map<String, Object> separate(
            Map<?, ?> map, List<Object> path, List<List<Object>> paths, List<byte[]> buffers) {
        Map<String, Object> rest = new LinkedHashMap<>();
        map.forEach(
                (key, value) -> {
                    List<Object> here = append(path, String.valueOf(key));
                    if (value instanceof byte[] bytes) {
                        paths.add(here);
                        buffers.add(bytes);
                    } else {
                        rest.put(String.valueOf(key), rest(value, here, paths, buffers));
                    }
                });
        return rest;
    }

    private static Object rest(
            Object value, List<Object> path, List<List<Object>> paths, List<byte[]> buffers) {
        if (value instanceof byte[] bytes) {
            paths.add(path);
            buffers.add(bytes);
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return separate(map, path, paths, buffers);
        }
        if (value instanceof List<?> list) {
            List<Object> rest = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                rest.add(rest(list.get(i), append(path, i), paths, buffers));
            }
            return rest;
        }
        return value;
    }

    private static List<Object> append(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /**
     * Puts buffers where they belong.
     *
     * @param state is changed
     * @param paths {@code buffer_paths} as received; null for none
     * @throws IllegalArgumentException if a path leads nowhere, or there are not as many as buffers
     */
    static void join(Map<String, Object> state, Object paths, List<byte[]> buffers) {
        if (!(paths == null || paths instanceof List)) {
            throw new IllegalArgumentException(
                    "buffer_paths should be an array, found " + JsonValues.kind(paths));
        }
        List<?> all = paths == null ? List.of() : (List<?>) paths;
        if (all.size() != buffers.size()) {
            throw new IllegalArgumentException(
                    "There are " + all.size() + " buffer_paths for " + buffers.size() + " buffers");
        }
        for (int i = 0; i < all.size(); i++) {
            if (!(all.get(i) instanceof List<?> path) || path.isEmpty()) {
                throw nowhere(all.get(i));
            }
            put(state, path, buffers.get(i));
        }
    }

    private static void put(Map<String, Object> state, List<?> path, byte[] buffer) {
        Object container = state;
        for (Object step : path.subList(0, path.size() - 1)) {
            if (container instanceof Map<?, ?> map) {
                container = map.get(step);
            } else if (container instanceof List<?> list && isIndex(step, list)) {
                container = list.get((Integer) step);
            } else {
                throw nowhere(path);
            }
        }
        put(container, path, buffer);
    }

    @SuppressWarnings("unchecked")
    private static void put(Object container, List<?> path, byte[] buffer) {
        Object last = path.get(path.size() - 1);
        if (container instanceof Map<?, ?> map && last instanceof String key) {
            ((Map<String, Object>) map).put(key, buffer);
        } else if (container instanceof List<?> list && isIndex(last, list)) {
            ((List<Object>) list).set((Integer) last, buffer);
        } else {
            throw nowhere(path);
        }
    }

    private static boolean isIndex(Object step, List<?> list) {
        return step instanceof Integer index && index >= 0 && index < list.size();
    }

    private static IllegalArgumentException nowhere(Object path) {
        return new IllegalArgumentException("No place for a buffer: the path is " + path);
    }
}
