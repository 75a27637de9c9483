package dev.vitrine.kernel.java;

import dev.vitrine.kernel.java.Interpreter.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Writes what is known of a name: signatures, their documentation, and sources. */
public final class InspectionText {

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private record Entry(String signature, String javadoc) {}

    /**
     * @param javadoc a comment without its slashes and stars, or null
     */
    public void add(String signature, String javadoc) {
        Entry entry = new Entry(signature, javadoc);
        if (!entries.contains(entry)) {
            entries.add(entry);
        }
    }

    public void addSource(String source) {
        if (!sources.contains(source)) {
            sources.add(source);
        }
    }

    /** Adds why there is not more to say; shown at the end, if there is anything else. */
    public void addRemark(String remark) {
        remarks.add(remark);
    }

    /** Empty if nothing was added. */
    public Optional<Inspection> toInspection() {
        if (entries.isEmpty() && sources.isEmpty()) {
            return Optional.empty();
        }
        List<String> text = new ArrayList<>();
        StringBuilder html = new StringBuilder();
        String shared = sharedJavadoc();
        for (Entry entry : entries) {
            text.add(entry.signature());
            html.append("<pre><b>")
                    .append(JavadocText.escape(entry.signature()))
                    .append("</b></pre>");
            if (shared == null && entry.javadoc() != null) {
                JavadocText javadoc = new JavadocText(entry.javadoc());
                text.add(javadoc.text().indent(4).stripTrailing());
                text.add("");
                html.append(javadoc.html());
            }
        }
        if (shared != null) {
            JavadocText javadoc = new JavadocText(shared);
            text.add("");
            text.add(javadoc.text());
            html.append(javadoc.html());
        }
        for (String source : sources) {
            text.add("");
            text.add(source);
            html.append("<pre>").append(JavadocText.escape(source)).append("</pre>");
        }
        for (String remark : remarks) {
            text.add("");
            text.add(remark);
            html.append("<p><i>").append(JavadocText.escape(remark)).append("</i></p>");
        }
        return Optional.of(new Inspection(String.join("\n", text).strip(), html.toString()));
    }

    /** The documentation if there is only one signature or all have the same. */
    private String sharedJavadoc() {
        List<String> javadocs =
                entries.stream().map(Entry::javadoc).filter(Objects::nonNull).distinct().toList();
        return javadocs.size() == 1 ? javadocs.get(0) : null;
    }
}
