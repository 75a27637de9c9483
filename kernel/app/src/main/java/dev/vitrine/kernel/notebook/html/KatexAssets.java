package dev.vitrine.kernel.notebook.html;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** KaTeX (MIT licence) from its WebJar, with its fonts as data URIs. */
final class KatexAssets {

    private static final String PROPERTIES = "/META-INF/maven/org.webjars.npm/katex/pom.properties";

    /**
     * The list of files of a font, of which every browser that runs KaTeX takes the first, woff2.
     */
    private static final Pattern FONT = Pattern.compile("src:url\\(([^)]+\\.woff2)\\)[^;}]*");

    private final String directory;

    KatexAssets() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = open(PROPERTIES)) {
            properties.load(in);
        }
        directory =
                "/META-INF/resources/webjars/katex/" + properties.getProperty("version") + "/dist/";
    }

    /** The style sheet. */
    String css() throws IOException {
        Matcher font = FONT.matcher(text("katex.min.css"));
        StringBuilder css = new StringBuilder();
        while (font.find()) {
            String uri = LocalImages.uri("font/woff2", bytes(font.group(1)));
            font.appendReplacement(
                    css, Matcher.quoteReplacement("src:url(" + uri + ") format(\"woff2\")"));
        }
        return font.appendTail(css).toString();
    }

    /** The script, which defines {@code katex}. */
    String javascript() throws IOException {
        return text("katex.min.js").replace("</script", "<\\/script");
    }

    private String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String name) throws IOException {
        try (InputStream in = open(directory + name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = KatexAssets.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("KaTeX is not on the class path: there is no " + resource);
        }
        return in;
    }
}
