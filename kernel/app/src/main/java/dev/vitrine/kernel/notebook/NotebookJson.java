package dev.vitrine.kernel.notebook;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as notebook files have it: one space of indentation, numbers digit for digit as they were
 * read.
 */
final class NotebookJson {

    /** Outputs may hold pictures and whole pages, so strings have no limit but memory. */
    private static final StreamReadConstraints CONSTRAINTS =
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

    static final JsonMapper MAPPER =
            JsonMapper.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    // A message that quotes the notebook would be longer than the screen.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private NotebookJson() {}

    /** As {@code json.dumps(notebook, indent=1, ensure_ascii=False)} writes. */
    static ObjectWriter writer() {
        DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
        Separators separators =
                Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator("");
        return MAPPER.writer()
                .with(
                        new DefaultPrettyPrinter(separators)
                                .withArrayIndenter(indenter)
                                .withObjectIndenter(indenter));
    }
}
