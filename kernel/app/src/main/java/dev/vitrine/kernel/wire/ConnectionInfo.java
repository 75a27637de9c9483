package dev.vitrine.kernel.wire;

import java.util.Map;

/**
 * Where a kernel listens and how its messages are signed: the content of a connection file.
 *
 * @param ip the address that the kernel binds
 * @param ports one TCP port per channel
 * @param key shared secret of the HMAC-SHA256 signatures; empty for unsigned messages
 */
public record ConnectionInfo(String ip, Map<Channel, Integer> ports, String key) {

    public ConnectionInfo {
        ports = Map.copyOf(ports);
    }

    /** ZeroMQ's name for a channel's socket, {@code tcp://127.0.0.1:5555}. */
    public String address(Channel channel) {
        String host = isIpv6() ? "[" + ip + "]" : ip;
        return "tcp://" + host + ":" + ports.get(channel);
    }

    boolean isIpv6() {
        return ip.indexOf(':') >= 0;
    }
}
