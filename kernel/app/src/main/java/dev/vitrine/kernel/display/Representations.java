package dev.vitrine.kernel.display;

import dev.vitrine.api.MimeBundle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Leaves out of bundles what nobody asked for. */
final class Representations {

    private Representations() {}

    /** The representations of the types that are asked for, and the text. */
    static MimeBundle only(Set<String> wanted, MimeBundle bundle) {
        Map<String, Object> data = new LinkedHashMap<>(bundle.data());
        data.keySet().removeIf(type -> !type.equals(MimeBundle.TEXT) && !isWanted(type, wanted));
        Map<String, Object> metadata = new LinkedHashMap<>(bundle.metadata());
        metadata.keySet().removeIf(key -> key.indexOf('/') >= 0 && !data.containsKey(key));
        return new MimeBundle(data, metadata);
    }

    private static boolean isWanted(String type, Set<String> wanted) {
        return wanted.stream().anyMatch(each -> matches(type, each));
    }

    /**
     * @param wanted a type, or {@code *} in the place of what is after the slash or of all
     */
    private static boolean matches(String type, String wanted) {
        return wanted.endsWith("*")
                ? type.startsWith(wanted.substring(0, wanted.indexOf('*')))
                : type.equals(wanted);
    }
}
