package dev.vitrine.kernel.java.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Cells to run one after the other in a fresh session. The format of its text is described in the
 * README beside the resource files.
 *
 * @param name unique; for hand-written ones {@code theme/words}
 * @param from the first JDK that knows its language
 * @param until the last JDK on which it makes sense
 * @param preview whether it needs preview features switched on
 * @param plain whether JShell keeps what a rejected cell did, as it does by itself
 * @param difference the listed difference that it shows, or null
 */
record CellSequence(
        String name,
        int from,
        int until,
        boolean preview,
        boolean plain,
        String difference,
        List<Cell> cells) {

    private static final String HEADER = "== ";
    private static final String SEPARATOR = "---";
    private static final String OURS = ">> ";

    CellSequence {
        cells = List.copyOf(cells);
    }

    /**
     * @param ours what we do where JShell does something else, or null where both must agree
     */
    record Cell(String code, Answer ours) {}

    static CellSequence generated(String name, List<String> cells) {
        return new CellSequence(
                name,
                0,
                Integer.MAX_VALUE,
                false,
                false,
                null,
                cells.stream().map(code -> new Cell(code, null)).toList());
    }

    /** The same with a listed difference. */
    CellSequence showing(String listed, List<Cell> answered) {
        return new CellSequence(name, from, until, preview, plain, listed, answered);
    }

    boolean runsOn(int feature) {
        return from <= feature && feature <= until;
    }

    /** Changes when the cells do. */
    String fingerprint() {
        CRC32 crc = new CRC32();
        for (Cell cell : cells) {
            crc.update((cell.code() + "\n" + SEPARATOR + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return "%08x".formatted(crc.getValue());
    }

    /**
     * @param prefix of the names, such as {@code theme/}
     * @throws IllegalArgumentException if the text is not in the format; names the line
     */
    static List<CellSequence> parse(String prefix, String text) {
        List<CellSequence> sequences = new ArrayList<>();
        Parser parser = null;
        for (String line : text.lines().toList()) {
            if (line.startsWith(HEADER)) {
                if (parser != null) {
                    sequences.add(parser.end());
                }
                parser = new Parser(prefix, line);
            } else if (parser != null) {
                parser.accept(line);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalArgumentException("Before the first sequence: " + line);
            }
        }
        if (parser != null) {
            sequences.add(parser.end());
        }
        return sequences;
    }

    /** The text from which {@link #parse} makes this again. */
    String text() {
        StringBuilder text = new StringBuilder(HEADER).append(name);
        if (preview) {
            text.append(" @preview");
        }
        if (plain) {
            text.append(" @plain");
        }
        text.append('\n');
        String separator = "";
        for (Cell cell : cells) {
            text.append(separator).append(cell.code()).append('\n');
            separator = SEPARATOR + "\n";
        }
        return text.toString();
    }

    private static final class Parser {

        private final String name;
        private final Map<String, String> tags = new LinkedHashMap<>();
        private final List<Cell> cells = new ArrayList<>();
        private final List<String> lines = new ArrayList<>();
        private Answer ours;

        Parser(String prefix, String header) {
            String[] parts = header.substring(HEADER.length()).split("\\s+@");
            name = prefix + parts[0].strip();
            for (int i = 1; i < parts.length; i++) {
                String[] tag = parts[i].strip().split("=", 2);
                if (!List.of("preview", "plain", "from", "until", "differs").contains(tag[0])) {
                    throw new IllegalArgumentException(name + ": unknown tag @" + tag[0]);
                }
                tags.put(tag[0], tag.length == 1 ? "" : tag[1]);
            }
        }

        void accept(String line) {
            if (line.equals(SEPARATOR)) {
                endCell();
            } else if (line.startsWith(OURS)) {
                ours = Answer.parse(line.substring(OURS.length()));
            } else {
                lines.add(line);
            }
        }

        private void endCell() {
            while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
                lines.remove(lines.size() - 1);
            }
            cells.add(new Cell(String.join("\n", lines), ours));
            lines.clear();
            ours = null;
        }

        CellSequence end() {
            endCell();
            boolean anyOurs = cells.stream().anyMatch(cell -> cell.ours() != null);
            if (anyOurs != tags.containsKey("differs")) {
                throw new IllegalArgumentException(
                        name + ": a listed difference needs both @differs and an answer of ours");
            }
            return new CellSequence(
                    name,
                    Integer.parseInt(tags.getOrDefault("from", "0")),
                    Integer.parseInt(tags.getOrDefault("until", "2147483647")),
                    tags.containsKey("preview"),
                    tags.containsKey("plain"),
                    tags.get("differs"),
                    cells);
        }
    }
}
