package dev.vitrine.kernel;

import dev.vitrine.kernel.log.KernelLog;
import dev.vitrine.kernel.magic.NextStart;
import dev.vitrine.kernel.session.HistoryLocation;
import dev.vitrine.kernel.session.KernelParts;
import dev.vitrine.kernel.session.KernelSession;
import dev.vitrine.kernel.wire.ConnectionFile;
import dev.vitrine.kernel.wire.ConnectionFileException;
import dev.vitrine.kernel.wire.ConnectionInfo;
import java.net.BindException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A process that serves one notebook. */
public final class KernelProcess {

    private static final int SHUT_DOWN = 0;
    private static final int BAD_CONNECTION_FILE = 2;
    private static final int PORT_TAKEN = 3;
    private static final int INTERRUPTED = 130;

    private KernelProcess() {}

    /** Serves a Java notebook that has no library, from a connection file. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), List.of()));
    }

    /**
     * Serves a Java notebook; see {@link #serve}.
     *
     * @param library jars that every cell can use
     */
    public static int run(List<String> arguments, List<Path> library) {
        return serve(arguments, () -> JavaParts.create(library, Optional.empty()));
    }

    /**
     * The same for a kernel that can arrange its next start.
     *
     * @param nextStart what {@code %jvm} works on
     */
    public static int run(List<String> arguments, List<Path> library, NextStart nextStart) {
        return serve(arguments, () -> JavaParts.create(library, Optional.of(nextStart)));
    }

    /**
     * Serves until a front end shuts the kernel down or the process that started it ends.
     *
     * @param arguments one connection file
     * @param parts makes what the session runs; called when the connection file is known to be good
     * @return the process's exit code; the caller exits with it, since threads of cells may go on
     */
    public static int serve(List<String> arguments, Supplier<KernelParts> parts) {
        if (arguments.size() != 1) {
            System.err.println("Expected one argument, a connection file; found " + arguments);
            return BAD_CONNECTION_FILE;
        }
        ConnectionInfo info;
        try {
            info = ConnectionFile.read(Path.of(arguments.get(0)));
        } catch (ConnectionFileException | InvalidPathException e) {
            System.err.println(e.getMessage());
            return BAD_CONNECTION_FILE;
        }
        KernelLog.keepOutOfNotebook(System.err);
        ParentWatch.exitWithParent(System.getenv());
        try (KernelSession session =
                new KernelSession(info, parts.get(), HistoryLocation.find(System.getenv()))) {
            session.start();
            session.captureProcessStreams();
            JitDirectives.apply();
            session.awaitShutdown();
            return SHUT_DOWN;
        } catch (BindException e) {
            System.err.println("Connection file " + arguments.get(0) + ": " + e.getMessage());
            return PORT_TAKEN;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }
}
