package dev.vitrine.kernel.session;

import dev.vitrine.kernel.protocol.ExecuteInput;
import dev.vitrine.kernel.protocol.ExecuteReply;
import dev.vitrine.kernel.protocol.ExecuteRequest;
import dev.vitrine.kernel.protocol.ExecuteResult;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import dev.vitrine.kernel.protocol.Status;
import dev.vitrine.kernel.wire.InvalidPacketException;
import dev.vitrine.kernel.wire.PacketCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Writes and reads the messages of a cell over and over, so that the code that does it is compiled
 * when the first cells come. Nothing leaves the process.
 */
final class MessageWarmUp {

    private static final int ROUNDS = 200;

    private final MessageWriter writer = new MessageWriter("warm-up");
    private final PacketCodec codec = new PacketCodec("warm-up");
    private final List<byte[]> identities = List.of("warm-up".getBytes(StandardCharsets.US_ASCII));

    /**
     * @param enough tells to end before the last round
     */
    void run(BooleanSupplier enough) {
        for (int round = 1; round <= ROUNDS && !enough.getAsBoolean(); round++) {
            try {
                cell(round);
            } catch (InvalidPacketException e) {
                throw new IllegalStateException("A message cannot be read as it was written", e);
            }
        }
    }

    private void cell(int count) throws InvalidPacketException {
        Header header = writer.header(MessageType.EXECUTE_REQUEST);
        String code = "int answer = " + count + ";\nanswer";
        Object request = new ExecuteRequest(code, false, true, Map.of(), true, true);
        Message received =
                Message.read(
                        codec.decode(
                                codec.encode(
                                        writer.write(
                                                identities,
                                                header,
                                                Header.NONE,
                                                Map.of(),
                                                request))));
        received.content(ExecuteRequest.class);
        Map<String, Object> data = Map.of("text/plain", String.valueOf(count));
        List<Object> replies =
                List.of(
                        Status.BUSY,
                        new ExecuteInput(code, count),
                        new ExecuteResult(count, data, Map.of()),
                        ExecuteReply.ok(count, List.of(), Map.of()),
                        Status.IDLE);
        for (Object reply : replies) {
            codec.encode(writer.write(identities, received.header(), reply));
        }
    }
}
