package dev.vitrine.kernel.session;

import dev.vitrine.kernel.log.KernelLog;
import dev.vitrine.kernel.protocol.HistoryRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The cells that were run, this session's in memory and older ones in a file. Without a file, or
 * when it cannot be used, history ends with the process.
 */
final class History {

    private static final Logger LOG = KernelLog.of(History.class);

    private final List<HistoryEntry> own = new ArrayList<>();
    private HistoryFile file;
    private int session = 1;
    private boolean begun;

    History(Optional<Path> location) {
        file = location.map(HistoryFile::new).orElse(null);
    }

    synchronized void add(int line, String source, String result) {
        begin();
        HistoryEntry entry = new HistoryEntry(session, line, source, result);
        own.add(entry);
        if (file != null) {
            try {
                file.append(entry);
            } catch (IOException e) {
                giveUpFile(e);
            }
        }
    }

    /**
     * Answers a request, oldest first.
     *
     * @throws IllegalArgumentException for an unknown kind of access
     */
    synchronized List<HistoryEntry> find(HistoryRequest request) {
        begin();
        String access = request.histAccessType() == null ? "tail" : request.histAccessType();
        return switch (access) {
            case "tail" -> last(all(), request.n());
            case "range" -> range(request);
            case "search" -> search(request);
            default ->
                    throw new IllegalArgumentException(
                            "Unknown hist_access_type \""
                                    + access
                                    + "\"; expected tail, range or search");
        };
    }

    private List<HistoryEntry> range(HistoryRequest request) {
        int wanted = request.session() > 0 ? request.session() : session + request.session();
        int stop = request.stop() == null ? Integer.MAX_VALUE : request.stop();
        return all().stream()
                .filter(entry -> entry.session() == wanted)
                .filter(entry -> entry.line() >= request.start() && entry.line() < stop)
                .toList();
    }

    private List<HistoryEntry> search(HistoryRequest request) {
        Pattern pattern = glob(request.pattern() == null ? "*" : request.pattern());
        List<HistoryEntry> found =
                all().stream().filter(entry -> pattern.matcher(entry.source()).matches()).toList();
        return last(request.unique() ? latestOfEqual(found) : found, request.n());
    }

    private static List<HistoryEntry> latestOfEqual(List<HistoryEntry> entries) {
        Set<String> seen = new HashSet<>();
        List<HistoryEntry> latestFirst = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (seen.add(entries.get(i).source())) {
                latestFirst.add(entries.get(i));
            }
        }
        Collections.reverse(latestFirst);
        return latestFirst;
    }

    private static List<HistoryEntry> last(List<HistoryEntry> entries, Integer n) {
        int kept = n == null ? entries.size() : Math.max(0, Math.min(n, entries.size()));
        return entries.subList(entries.size() - kept, entries.size());
    }

    private List<HistoryEntry> all() {
        List<HistoryEntry> entries = new ArrayList<>();
        if (file != null) {
            try {
                for (HistoryEntry entry : file.read()) {
                    if (entry.line() > 0 && entry.session() != session) {
                        entries.add(entry);
                    }
                }
            } catch (IOException e) {
                giveUpFile(e);
            }
        }
        entries.addAll(own);
        return entries;
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        if (file != null) {
            try {
                session = file.beginSession();
            } catch (IOException e) {
                giveUpFile(e);
            }
        }
    }

    private void giveUpFile(IOException cause) {
        file = null;
        LOG.log(Level.WARNING, "History is not kept on disk: {0}", cause.toString());
    }

    /** SQLite's GLOB, as ipykernel uses it: {@code *} and {@code ?} over the whole text. */
    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '*' -> regex.append(".*");
                                case '?' -> regex.append('.');
                                default -> regex.append(Pattern.quote(Character.toString(c)));
                            }
                        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
