package dev.vitrine.kernel.protocol;

import java.util.List;
import java.util.Map;

/**
 * Content of {@code complete_reply}.
 *
 * @param matches texts that may replace cursorStart to cursorEnd
 * @param cursorStart in code points, as is cursorEnd
 * @param metadata kinds and signatures under {@code _jupyter_types_experimental}
 */
public record CompleteReply(
        String status,
        List<String> matches,
        int cursorStart,
        int cursorEnd,
        Map<String, Object> metadata) {}
