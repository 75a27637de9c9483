package dev.vitrine.kernel.session;

import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import dev.vitrine.kernel.wire.Channel;
import dev.vitrine.kernel.wire.PacketCodec;
import dev.vitrine.kernel.wire.SocketThread;
import java.util.Map;

/** Sends replies back the way their requests came. */
final class Responder {

    private final MessageWriter writer;
    private final PacketCodec codec;

    Responder(MessageWriter writer, PacketCodec codec) {
        this.writer = writer;
        this.codec = codec;
    }

    /** A request, and where it came from. */
    record Received(Message message, Channel channel, SocketThread socket) {}

    void reply(Received request, MessageType type, Map<String, ?> metadata, Object content) {
        Message message = request.message();
        request.socket()
                .send(
                        codec.encode(
                                writer.write(
                                        message.identities(),
                                        writer.header(type),
                                        message.header(),
                                        metadata,
                                        content)));
    }
}
