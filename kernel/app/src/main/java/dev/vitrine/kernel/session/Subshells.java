package dev.vitrine.kernel.session;

import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.session.Responder.Received;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * The queues of cells that run beside each other (JEP 91): the kernel's own, and one per subshell
 * that a front end has created. They share all that cells declare; each runs its own cells in
 * order, counts them, and remembers them.
 */
final class Subshells {

    private final IntFunction<CellRunner> factory;
    private final CellRunner parent;
    private final Map<String, CellRunner> children = new LinkedHashMap<>();
    private int created;

    /**
     * @param factory makes the runner of the n-th subshell; that of 0 is the kernel's own
     */
    Subshells(IntFunction<CellRunner> factory) {
        this.factory = factory;
        parent = factory.apply(0);
    }

    void start() {
        parent.start();
    }

    /** Creates a subshell and returns its id. */
    synchronized String create() {
        String id = UUID.randomUUID().toString();
        CellRunner child = factory.apply(++created);
        children.put(id, child);
        child.start();
        return id;
    }

    /**
     * Ends a subshell when the cell that it runs has ended; those that wait are aborted.
     *
     * @throws IllegalArgumentException if there is none of this id
     */
    synchronized void delete(String id) {
        CellRunner child = children.remove(id);
        if (child == null) {
            throw new IllegalArgumentException(unknown(id));
        }
        child.end();
    }

    synchronized List<String> ids() {
        return List.copyOf(children.keySet());
    }

    /** Why a request cannot be taken, if it is for a subshell that there is not. */
    synchronized Optional<String> problem(Header request) {
        return request.subshellId().filter(id -> !children.containsKey(id)).map(Subshells::unknown);
    }

    /** The runner of the subshell that a request is for; the kernel's own if it names none. */
    synchronized CellRunner of(Header request) {
        return request.subshellId().map(children::get).orElse(parent);
    }

    /** Queues a request that is run as cells are. */
    synchronized void add(Received request) {
        of(request.message().header()).add(request);
    }

    /** Stops the running cells of all subshells; interrupts are for the kernel as a whole. */
    void interrupt() throws InterruptedException {
        List<CellRunner> all = new ArrayList<>();
        synchronized (this) {
            all.add(parent);
            all.addAll(children.values());
        }
        for (CellRunner runner : all) {
            runner.interrupt();
        }
    }

    private static String unknown(String id) {
        return "There is no subshell \"" + id + "\"; it was deleted, or never created";
    }
}
