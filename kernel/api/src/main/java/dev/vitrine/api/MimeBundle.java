package dev.vitrine.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One value in several representations, keyed by MIME type; the front end picks the richest that it
 * can show (Jupyter messaging protocol, {@code display_data}). Immutable.
 *
 * <p>Values are {@code String} for text, {@code byte[]} for binary types (the kernel writes them as
 * base64), and maps, lists, numbers or strings for {@code application/json} and {@code +json}
 * types.
 *
 * @param data representations by MIME type, in order of registration
 * @param metadata metadata by MIME type or of the whole bundle, for example {@code {"image/png":
 *     {"width": 400}}}
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {

    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";
    public static final String MARKDOWN = "text/markdown";
    public static final String LATEX = "text/latex";
    public static final String SVG = "image/svg+xml";
    public static final String PNG = "image/png";
    public static final String JPEG = "image/jpeg";
    public static final String JSON = "application/json";
    public static final String JAVASCRIPT = "application/javascript";

    public MimeBundle {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A bundle with one representation. */
    public static MimeBundle of(String mimeType, Object value) {
        return new MimeBundle(Map.of(mimeType, Objects.requireNonNull(value, mimeType)), Map.of());
    }

    public static MimeBundle text(String text) {
        return of(TEXT, text);
    }

    public static MimeBundle html(String html) {
        return of(HTML, html);
    }

    public static MimeBundle markdown(String markdown) {
        return of(MARKDOWN, markdown);
    }

    public static MimeBundle svg(String svg) {
        return of(SVG, svg);
    }

    /**
     * @param bytes an encoded PNG file
     */
    public static MimeBundle png(byte[] bytes) {
        return of(PNG, bytes);
    }

    /** This bundle with a representation added or replaced. */
    public MimeBundle with(String mimeType, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(data);
        copy.put(mimeType, Objects.requireNonNull(value, mimeType));
        return new MimeBundle(copy, metadata);
    }

    /** This bundle with a metadata entry added or replaced. */
    public MimeBundle withMetadata(String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(metadata);
        copy.put(key, Objects.requireNonNull(value, key));
        return new MimeBundle(data, copy);
    }
}
