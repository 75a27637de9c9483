package dev.vitrine.kernel.session;

import dev.vitrine.kernel.json.Json;
import dev.vitrine.kernel.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * History on disk: one JSON object per line, appended by all kernels of a user. Lines that cannot
 * be read, because a kernel died while writing or someone edited the file, are passed over.
 */
final class HistoryFile {

    private static final long LARGEST_BYTES = 4L << 20;

    private final Path file;

    HistoryFile(Path file) {
        this.file = file;
    }

    /**
     * Takes the next session number and leaves a mark of it. Halves a file that has grown too
     * large.
     */
    int beginSession() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            List<HistoryEntry> entries = read();
            if (lock.isValid() && Files.exists(file) && Files.size(file) > LARGEST_BYTES) {
                keep(entries.subList(entries.size() / 2, entries.size()));
            }
            int session = entries.stream().mapToInt(HistoryEntry::session).max().orElse(0) + 1;
            append(new HistoryEntry(session, 0, "", null));
            return session;
        }
    }

    void append(HistoryEntry entry) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            // One write, so that the lines of two kernels do not mix.
            channel.write(ByteBuffer.wrap(line(entry)));
        }
    }

    /** All entries, session marks included (they have line 0). */
    List<HistoryEntry> read() throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        List<HistoryEntry> entries = new ArrayList<>();
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n")) {
            try {
                HistoryEntry entry = Json.toRecord(Json.read(line), HistoryEntry.class);
                if (entry.source() != null) {
                    entries.add(entry);
                }
            } catch (JsonException e) {
                // See the class comment: an unreadable line costs that line only.
                continue;
            }
        }
        return entries;
    }

    private static byte[] line(HistoryEntry entry) {
        byte[] json = Json.write(entry);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private void keep(List<HistoryEntry> entries) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (HistoryEntry entry : entries) {
            content.write(line(entry));
        }
        Path temporary =
                Files.createTempFile(file.toAbsolutePath().getParent(), "history-", ".tmp");
        Files.write(temporary, content.toByteArray());
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
