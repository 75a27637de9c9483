package dev.vitrine.api;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.WriteLock;
import java.util.function.Consumer;

/**
 * Calls of the JDK that wait without minding an interrupt, in a form that a stopped cell leaves. In
 * a notebook's code and in the jars that it added, they stand in the place of the methods of their
 * names. To everybody else they do what those methods do.
 */
public final class InterruptibleCalls {

    private static final Map<Thread, Closeable> WAITING = new ConcurrentHashMap<>();

    private static volatile Consumer<Socket> accepting = socket -> {};

    private InterruptibleCalls() {}

    /** For the kernel: is told the sockets that notebooks accept. */
    public static void whenAccepted(Consumer<Socket> watcher) {
        accepting = watcher;
    }

    /** For the kernel: closes what a thread waits for in one of these calls. */
    public static void closeIn(Thread thread) {
        Closeable waitedFor = WAITING.get(thread);
        if (waitedFor != null) {
            try {
                waitedFor.close();
            } catch (IOException e) {
                // Who waits for it learns of that, too.
            }
        }
    }

    public static Object join(CompletableFuture<?> future) {
        unlessStopped(
                () -> {
                    try {
                        future.get();
                    } catch (ExecutionException | CancellationException e) {
                        // It is done, and join says how in its own words.
                    }
                });
        return future.join();
    }

    public static void lock(Lock lock) {
        if (lock instanceof ReentrantLock
                || lock instanceof ReadLock
                || lock instanceof WriteLock) {
            unlessStopped(lock::lockInterruptibly);
        } else {
            // It may have no lockInterruptibly.
            lock.lock();
        }
    }

    public static void lock(ReentrantLock lock) {
        unlessStopped(lock::lockInterruptibly);
    }

    public static void lock(ReadLock lock) {
        unlessStopped(lock::lockInterruptibly);
    }

    public static void lock(WriteLock lock) {
        unlessStopped(lock::lockInterruptibly);
    }

    public static void acquireUninterruptibly(Semaphore semaphore) {
        acquireUninterruptibly(semaphore, 1);
    }

    public static void acquireUninterruptibly(Semaphore semaphore, int permits) {
        unlessStopped(() -> semaphore.acquire(permits));
    }

    /** Something that an interrupt ends. */
    @FunctionalInterface
    private interface Wait {
        void await() throws InterruptedException;
    }

    /** Waits on after an interrupt, unless it is one that stops the cell. */
    private static void unlessStopped(Wait wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    wait.await();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                    StopCheck.checkInLibrary();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public static Socket accept(ServerSocket server) throws IOException {
        Socket socket = server.accept();
        accepting.accept(socket);
        return socket;
    }

    public static void receive(DatagramSocket socket, DatagramPacket packet) throws IOException {
        Thread thread = Thread.currentThread();
        WAITING.put(thread, socket);
        try {
            socket.receive(packet);
        } finally {
            WAITING.remove(thread);
            StopCheck.checkInLibrary();
        }
    }

    public static Process start(ProcessBuilder builder) throws IOException {
        return ofCell(builder.start());
    }

    public static Process exec(Runtime runtime, String command) throws IOException {
        return ofCell(runtime.exec(command));
    }

    public static Process exec(Runtime runtime, String[] command) throws IOException {
        return ofCell(runtime.exec(command));
    }

    public static Process exec(Runtime runtime, String command, String[] environment)
            throws IOException {
        return ofCell(runtime.exec(command, environment));
    }

    public static Process exec(Runtime runtime, String[] command, String[] environment)
            throws IOException {
        return ofCell(runtime.exec(command, environment));
    }

    public static Process exec(Runtime runtime, String command, String[] environment, File folder)
            throws IOException {
        return ofCell(runtime.exec(command, environment, folder));
    }

    public static Process exec(Runtime runtime, String[] command, String[] environment, File folder)
            throws IOException {
        return ofCell(runtime.exec(command, environment, folder));
    }

    private static Process ofCell(Process process) {
        StopCheck.started(process);
        return process;
    }
}
