/**
 * Jupyter's transport: connection files, ZeroMQ sockets, framing and signatures (messaging
 * protocol, sections "Wire protocol" and "Connection files"). Nothing here knows what a message
 * means. The kernel and the client share it.
 *
 * <p>A ZeroMQ socket may be used by one thread only, so each has a {@link
 * dev.vitrine.kernel.wire.SocketThread} of its own that sleeps until there is something to read or
 * to write.
 */
package dev.vitrine.kernel.wire;
