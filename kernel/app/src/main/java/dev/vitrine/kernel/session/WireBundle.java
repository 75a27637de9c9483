package dev.vitrine.kernel.session;

import dev.vitrine.api.MimeBundle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Representations as messages carry them: text, base64, or JSON for JSON types. */
final class WireBundle {

    private static final Pattern MIME_TYPE = Pattern.compile("[\\w\\-+.]+/[\\w\\-+.]+");

    private WireBundle() {}

    /**
     * @throws IllegalArgumentException if a key is no MIME type, or a JSON type's value is not
     *     expressible in JSON
     */
    static Map<String, Object> data(MimeBundle bundle) {
        Map<String, Object> data = new LinkedHashMap<>();
        bundle.data().forEach((mimeType, value) -> data.put(mimeType, value(mimeType, value)));
        return data;
    }

    /**
     * @throws IllegalArgumentException if the metadata is not expressible in JSON
     */
    static Map<String, Object> metadata(MimeBundle bundle) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        bundle.metadata().forEach((key, value) -> metadata.put(key, json(key, value)));
        return metadata;
    }

    private static Object value(String mimeType, Object value) {
        if (!MIME_TYPE.matcher(mimeType).matches()) {
            throw new IllegalArgumentException(
                    "Not a MIME type: \"" + mimeType + "\"; expected a form like text/html");
        }
        if (value instanceof byte[] || value instanceof String) {
            return value;
        }
        boolean isJson = mimeType.equals(MimeBundle.JSON) || mimeType.endsWith("+json");
        return isJson ? json(mimeType, value) : String.valueOf(value);
    }

    private static Object json(String name, Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Integer) {
            return value; // sizes and flags of pictures: not worth waking the mapper for
        }
        try {
            return JsonMapper.shared().valueToTree(value);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The value of " + name + " cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
