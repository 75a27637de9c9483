package dev.vitrine.kernel.client;

import dev.vitrine.kernel.wire.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Finds ports for a kernel. Another process may take one before the kernel does; then the launch is
 * tried again.
 */
final class FreePorts {

    private FreePorts() {}

    static Map<Channel, Integer> find(InetAddress address) throws IOException {
        // All are held open until the last is found, so that they differ.
        List<ServerSocket> held = new ArrayList<>();
        try {
            Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
            for (Channel channel : Channel.values()) {
                ServerSocket socket = new ServerSocket(0, 1, address);
                held.add(socket);
                ports.put(channel, socket.getLocalPort());
            }
            return ports;
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }
}
