package dev.vitrine.kernel.java;

import dev.vitrine.api.InterruptibleCalls;
import dev.vitrine.kernel.log.KernelLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.InaccessibleObjectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImpl;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Ends the waiting of a thread in a {@link Socket} or {@link ServerSocket}, which do not react to
 * {@link Thread#interrupt}. What ends it is that the socket is closed, as the JDK itself does when
 * a virtual thread or the user of a channel is interrupted. The sockets are those of the JDK;
 * factories see them when they are made, those of URL connections and of libraries included.
 *
 * <p>This looks into the JDK: which thread waits in a socket is known to no public API. Where the
 * JDK does not let us, and on Windows, such a thread ends when its call returns.
 */
public final class BlockedSockets {

    private static final Logger LOG = KernelLog.of(BlockedSockets.class);

    private static volatile BlockedSockets instance;

    private final Class<?> platformSocket;
    private final MethodHandle newPlatformSocket;
    private final MethodHandle newClientSocket;
    private final MethodHandle close;
    private final MethodHandle currentNativeThread;
    private final VarHandle readerThread;
    private final VarHandle implementation;
    private final Set<SocketImpl> sockets =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private BlockedSockets() throws ReflectiveOperationException {
        MethodHandles.Lookup net =
                MethodHandles.privateLookupIn(SocketImpl.class, MethodHandles.lookup());
        newPlatformSocket =
                net.unreflect(
                        SocketImpl.class.getDeclaredMethod(
                                "createPlatformSocketImpl", boolean.class));
        newClientSocket =
                net.findConstructor(
                        net.findClass("java.net.SocksSocketImpl"),
                        MethodType.methodType(void.class, SocketImpl.class));
        close = net.findVirtual(SocketImpl.class, "close", MethodType.methodType(void.class));
        platformSocket = Class.forName("sun.nio.ch.NioSocketImpl");
        MethodHandles.Lookup nio =
                MethodHandles.privateLookupIn(platformSocket, MethodHandles.lookup());
        readerThread = nio.findVarHandle(platformSocket, "readerThread", long.class);
        implementation =
                MethodHandles.privateLookupIn(Socket.class, MethodHandles.lookup())
                        .findVarHandle(Socket.class, "impl", SocketImpl.class);
        currentNativeThread =
                nio.findStatic(
                        nio.findClass("sun.nio.ch.NativeThread"),
                        "current",
                        MethodType.methodType(long.class));
    }

    /** Watches all sockets that this process makes from now on. */
    @SuppressWarnings("deprecation") // of the factories, which have no successor
    public static synchronized void install() {
        // To the factories a socket that must not use a SOCKS proxy looks like any other.
        if (instance != null || System.getProperty("socksProxyHost") != null) {
            return;
        }
        try {
            BlockedSockets made = new BlockedSockets();
            ServerSocket.setSocketFactory(() -> made.newSocket(true));
            Socket.setSocketImplFactory(() -> made.newSocket(false));
            InterruptibleCalls.whenAccepted(made::watch);
            instance = made;
        } catch (ReflectiveOperationException | InaccessibleObjectException | IOException e) {
            LOG.log(Level.DEBUG, "Threads that read a socket cannot be interrupted", e);
        }
    }

    private SocketImpl newSocket(boolean server) {
        try {
            SocketImpl socket = (SocketImpl) newPlatformSocket.invoke(server);
            sockets.add(socket);
            return server ? socket : (SocketImpl) newClientSocket.invoke(socket);
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot make a socket", e);
        }
    }

    /** Watches a socket that no factory has seen: one that a server has accepted. */
    private void watch(Socket socket) {
        SocketImpl accepted = (SocketImpl) implementation.get(socket);
        if (accepted != null && accepted.getClass() == platformSocket) {
            sockets.add(accepted);
        }
    }

    /** A token for the calling thread, for {@link #closeIn}; 0 if there is none. */
    static long currentThread() {
        BlockedSockets watched = instance;
        try {
            return watched == null ? 0 : (long) watched.currentNativeThread.invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot identify the thread", e);
        }
    }

    /** Closes the socket that a thread waits in, if it does. */
    static void closeIn(long thread) {
        BlockedSockets watched = instance;
        if (watched == null || thread <= 0) {
            return;
        }
        for (SocketImpl socket : watched.sockets.toArray(new SocketImpl[0])) {
            // A socket that is just being collected leaves a gap.
            if (socket != null && (long) watched.readerThread.getVolatile(socket) == thread) {
                watched.close(socket);
            }
        }
    }

    private void close(SocketImpl socket) {
        try {
            close.invoke(socket);
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "A socket could not be closed", e);
        }
    }
}
