package dev.vitrine.api;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A process and all that it has started, ended together, as the interrupt key of a terminal does.
 *
 * <p>A process may start another one between being listed and being ended; that one would live on,
 * adopted by the system, and keep the pipes open that a cell reads. So each is held (SIGSTOP)
 * before its children are listed, which is done until no new ones are found.
 */
public final class ProcessFamily {

    private static final boolean HAS_SIGNALS =
            !System.getProperty("os.name").toLowerCase().contains("windows");

    /** How long the shell that sends a signal may take; it has nothing to wait for. */
    private static final long SIGNAL_MILLIS = 1_000;

    private ProcessFamily() {}

    /**
     * Asks a process and its descendants to end (SIGTERM). Returns without waiting for that.
     *
     * @return the processes that were asked
     */
    public static List<ProcessHandle> end(Process process) {
        Set<ProcessHandle> family = new LinkedHashSet<>();
        List<ProcessHandle> found = List.of(process.toHandle());
        boolean held = false;
        while (!found.isEmpty()) {
            family.addAll(found);
            held |= signal("STOP", found);
            found = process.descendants().filter(each -> !family.contains(each)).toList();
        }
        family.forEach(ProcessHandle::destroy);
        if (held && !signal("CONT", family)) {
            // SIGTERM waits until a held process goes on; SIGKILL does not.
            family.forEach(ProcessHandle::destroyForcibly);
        }
        return List.copyOf(family);
    }

    /** Whether the signal was sent to those that are alive. */
    private static boolean signal(String name, Collection<ProcessHandle> processes) {
        String pids =
                processes.stream()
                        .filter(ProcessHandle::isAlive)
                        .map(each -> Long.toString(each.pid()))
                        .collect(Collectors.joining(" "));
        if (!HAS_SIGNALS || pids.isEmpty()) {
            return HAS_SIGNALS;
        }
        // One by one: a process that is gone must not keep the others from theirs.
        String command = "for pid in " + pids + "; do kill -" + name + " $pid; done";
        try {
            Process shell =
                    new ProcessBuilder("/bin/sh", "-c", command)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            // Not by waitFor: a second interrupt must not let SIGCONT overtake SIGSTOP.
            shell.onExit().completeOnTimeout(shell, SIGNAL_MILLIS, TimeUnit.MILLISECONDS).join();
            return true;
        } catch (IOException unavailable) {
            return false;
        }
    }
}
