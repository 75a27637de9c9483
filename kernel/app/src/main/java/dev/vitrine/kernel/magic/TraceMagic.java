package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import dev.vitrine.kernel.java.Tracebacks;
import java.util.List;

/**
 * {@code %trace}: the last error with the frames of libraries and of the JDK. {@code %trace on}
 * shows these frames in all errors to come, {@code %trace off} only those of cells.
 */
public record TraceMagic(Tracebacks tracebacks) implements LineMagic {

    public static final String NAME = "trace";
    public static final String USAGE =
            "[on|off]: show all stack frames of the last error, or of all errors to come";

    @Override
    public Object run(List<String> arguments) {
        switch (String.join(" ", arguments)) {
            case "" ->
                    System.out.println(
                            tracebacks
                                    .ofLast()
                                    .map(lines -> String.join("\n", lines))
                                    .orElse("There was no error."));
            case "on" -> tracebacks.showAllFrames(true);
            case "off" -> tracebacks.showAllFrames(false);
            default ->
                    throw new IllegalArgumentException(
                            "expected nothing, on or off; found " + String.join(" ", arguments));
        }
        return null;
    }
}
