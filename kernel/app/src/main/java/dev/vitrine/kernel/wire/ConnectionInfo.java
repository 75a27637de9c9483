package dev.vitrine.kernel.wire;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a kernel listens and how its messages are signed: the content of a connection file.
 *
 * @param ip the address that the kernel binds; with {@link Transport#IPC} how the paths of its
 *     sockets begin
 * @param ports one number per channel: a TCP port, or how the path of a socket ends
 * @param key shared secret of the HMAC-SHA256 signatures; empty for unsigned messages
 * @param encryption empty for connections that are not encrypted
 */
public record ConnectionInfo(
        Transport transport,
        String ip,
        Map<Channel, Integer> ports,
        String key,
        Optional<CurveKeys> encryption) {

    public ConnectionInfo {
        ports = Map.copyOf(ports);
    }

    /** A connection over TCP. */
    public ConnectionInfo(String ip, Map<Channel, Integer> ports, String key) {
        this(Transport.TCP, ip, ports, key, Optional.empty());
    }

    /** ZeroMQ's name for a channel's socket, {@code tcp://127.0.0.1:5555}. */
    public String address(Channel channel) {
        if (transport == Transport.IPC) {
            return "ipc://" + socketFile(channel);
        }
        String host = isIpv6() ? "[" + ip + "]" : ip;
        return "tcp://" + host + ":" + ports.get(channel);
    }

    /** The Unix socket of a channel, named as jupyter_client does. */
    Path socketFile(Channel channel) {
        return Path.of(ip + "-" + ports.get(channel));
    }

    boolean isIpv6() {
        return transport == Transport.TCP && ip.indexOf(':') >= 0;
    }
}
