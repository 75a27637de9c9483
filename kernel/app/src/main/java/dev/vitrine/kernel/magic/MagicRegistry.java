package dev.vitrine.kernel.magic;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.CellMagic;
import dev.vitrine.api.LineMagic;
import dev.vitrine.api.MagicCompletion;
import dev.vitrine.api.Magics;
import dev.vitrine.kernel.java.Ansi;
import dev.vitrine.kernel.java.CellFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The magics of a kernel, and how they are run. Safe for use by many threads. */
public final class MagicRegistry implements Magics {

    /** Before a name, that a line follows as it is written. */
    static final String AS_WRITTEN = "%";

    /** Before a name, that the kernel's own magic is meant, whatever has been registered since. */
    static final String OWN = "!";

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*");

    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Map<String, Cell> cells = new ConcurrentHashMap<>();

    /** Those that commands are: a notebook of IJava may have its own magic of the name. */
    private final Map<String, Line> own = new ConcurrentHashMap<>();

    /** A magic as it is listed. */
    sealed interface Entry permits Line, Cell {

        String name();

        String usage();

        /** The name with its percent signs. */
        String written();
    }

    private record Line(String name, String usage, LineMagic magic, boolean verbatim)
            implements Entry {

        @Override
        public String written() {
            return "%" + name;
        }
    }

    private record Cell(String name, String usage, CellMagic magic, boolean verbatim)
            implements Entry {

        @Override
        public String written() {
            return "%%" + name;
        }
    }

    @Override
    public void line(String name, String usage, LineMagic magic) {
        lines.put(
                keyOf(name), new Line(name, usage, Objects.requireNonNull(magic, "magic"), false));
    }

    /**
     * Registers a magic whose arguments are one: the rest of the line as it is written, quotes and
     * all.
     */
    void verbatimLine(String name, String usage, LineMagic magic) {
        Line line = new Line(name, usage, Objects.requireNonNull(magic, "magic"), true);
        lines.put(keyOf(name), line);
        own.put(keyOf(name), line);
    }

    @Override
    public void cell(String name, String usage, CellMagic magic) {
        cells.put(
                keyOf(name), new Cell(name, usage, Objects.requireNonNull(magic, "magic"), false));
    }

    /** The cell magic for {@link #verbatimLine}. */
    void verbatimCell(String name, String usage, CellMagic magic) {
        cells.put(keyOf(name), new Cell(name, usage, Objects.requireNonNull(magic, "magic"), true));
    }

    @Override
    public boolean hasLine(String name) {
        return lines.containsKey(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean hasCell(String name) {
        return cells.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /**
     * Runs {@code %name} on the calling thread.
     *
     * @param name begins with {@link #AS_WRITTEN} if there is one argument at most, the line as it
     *     is written: by the time that it runs, another magic may have the name, which takes its
     *     arguments apart. It begins with {@link #OWN} for the kernel's own
     * @throws CellFailure if there is no such magic, or if it says what is wrong in words for the
     *     user
     * @throws Exception what else the magic throws; for a magic that runs the user's code, what
     *     that throws
     */
    public Object runLine(String name, List<String> arguments) throws Exception {
        if (name.startsWith(AS_WRITTEN)) {
            String plain = name.substring(AS_WRITTEN.length());
            return runLine(
                    plain,
                    takesVerbatimLine(plain)
                            ? arguments
                            : ArgumentSplitter.split(String.join(" ", arguments)));
        }
        if (name.startsWith(OWN)) {
            String plain = name.substring(OWN.length());
            Line line = own.get(plain);
            return line == null
                    ? runLine(plain, arguments)
                    : run("%" + plain, () -> line.magic().run(arguments));
        }
        Line line = lines.get(name.toLowerCase(Locale.ROOT));
        if (line == null) {
            throw unknown("%" + name, name, lines, cells);
        }
        return run("%" + name, () -> line.magic().run(arguments));
    }

    /** Runs {@code %%name}; see {@link #runLine}. */
    public Object runCell(String name, List<String> arguments, String body) throws Exception {
        Cell cell = cells.get(name.toLowerCase(Locale.ROOT));
        if (cell == null) {
            throw unknown("%%" + name, name, cells, lines);
        }
        return run("%%" + name, () -> cell.magic().run(arguments, body));
    }

    /** All magics, sorted by name, line magics first where both exist. */
    List<Entry> entries() {
        return Stream.<Entry>concat(lines.values().stream(), cells.values().stream())
                .sorted(
                        Comparator.comparing((Entry entry) -> entry.name().toLowerCase(Locale.ROOT))
                                .thenComparing(entry -> entry.written().length()))
                .toList();
    }

    /**
     * The magics of a name, of one kind if it is written with percent signs.
     *
     * @throws CellFailure if there is none
     */
    List<Entry> find(String written) throws CellFailure {
        String name = written.replaceFirst("^%{1,2}", "");
        List<Entry> found =
                entries().stream()
                        .filter(
                                entry ->
                                        entry.name().equalsIgnoreCase(name)
                                                && (!written.startsWith("%")
                                                        || entry.written()
                                                                .equalsIgnoreCase(written)))
                        .toList();
        if (found.isEmpty()) {
            throw written.startsWith("%%")
                    ? unknown(written, name, cells, lines)
                    : unknown("%" + name, name, lines, cells);
        }
        return found;
    }

    /** Whether there is a magic, written with its percent signs. */
    boolean has(String written) {
        return completion(written) != null;
    }

    /** What an argument may become; see {@link MagicCompletion#complete}. */
    List<String> complete(String written, List<String> before, String word) {
        return completion(written).complete(before, word);
    }

    private MagicCompletion completion(String written) {
        String key = written.replaceFirst("^%{1,2}", "").toLowerCase(Locale.ROOT);
        if (written.startsWith("%%")) {
            Cell cell = cells.get(key);
            return cell == null ? null : cell.magic();
        }
        Line line = lines.get(key);
        return line == null ? null : line.magic();
    }

    boolean takesVerbatimLine(String name) {
        Line line = lines.get(name.toLowerCase(Locale.ROOT));
        return line != null && line.verbatim();
    }

    boolean takesVerbatimCell(String name) {
        Cell cell = cells.get(name.toLowerCase(Locale.ROOT));
        return cell != null && cell.verbatim();
    }

    /**
     * @param cause for logs, or null; it is not the failure's cause, since it tells the user
     *     nothing more
     */
    static CellFailure failure(String errorName, String message, Throwable cause) {
        CellFailure failure =
                new CellFailure(
                        errorName, message, List.of(Ansi.strong(errorName) + ": " + message), null);
        if (cause != null) {
            failure.addSuppressed(cause);
        }
        return failure;
    }

    private static Object run(String written, Callable<?> magic) throws Exception {
        try {
            return magic.call();
        } catch (UserCode.Failure failure) {
            throw failure.thrown();
        } catch (MagicFailure | IllegalArgumentException failure) {
            throw failure("MagicError", written + ": " + failure.getMessage(), failure);
        } catch (InterruptedException interruption) {
            throw new CellInterrupt();
        }
    }

    private static CellFailure unknown(
            String written,
            String name,
            Map<String, ? extends Entry> sameKind,
            Map<String, ? extends Entry> otherKind) {
        Entry other = otherKind.get(name.toLowerCase(Locale.ROOT));
        List<Entry> near =
                NearMatches.of(name, sameKind.keySet()).stream()
                        .<Entry>map(sameKind::get)
                        .filter(Objects::nonNull)
                        .toList();
        String hint;
        if (other != null) {
            hint = " There is " + other.written() + ".";
        } else if (!near.isEmpty()) {
            hint =
                    near.stream()
                            .map(Entry::written)
                            .collect(Collectors.joining(", ", " Did you mean ", "?"));
        } else {
            hint = "";
        }
        return failure(
                "UnknownMagic",
                "There is no magic " + written + "." + hint + " %lsmagic lists all magics.",
                null);
    }

    private static String keyOf(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of a magic consists of letters, digits, underscores, dots and hyphens: \""
                            + name
                            + "\"");
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
