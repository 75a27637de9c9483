package dev.vitrine.kernel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecTests {

    private static final Packet PACKET =
            new Packet(
                    List.of(bytes("client")),
                    bytes("{\"a\":1}"),
                    bytes("{}"),
                    bytes("{}"),
                    bytes("{\"b\":2}"),
                    List.of(bytes("buffer")));

    private final PacketCodec codec = new PacketCodec("secret");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void signatureIsHmacSha256OverTheFourJsonFrames() {
        // python3 -c "import hmac; print(hmac.new(b'secret', b'{\"a\":1}{}{}{\"b\":2}', 'sha256')
        //     .hexdigest())"
        assertThat(text(codec.encode(PACKET).get(2)))
                .isEqualTo("9b14d94617bffb278285cea390d9dc17e01ec3188dba313f9548021906557a7b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 500})
    void keysOfAnyLengthSignAsTheJdkDoes(int length) throws Exception {
        String key = "k".repeat(length);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));

        assertThat(text(new PacketCodec(key).encode(PACKET).get(2)))
                .isEqualTo(HexFormat.of().formatHex(mac.doFinal(bytes("{\"a\":1}{}{}{\"b\":2}"))));
    }

    @Test
    void packetSurvivesTheWire() throws Exception {
        Packet read = codec.decode(codec.encode(PACKET));

        assertThat(read).usingRecursiveComparison().isEqualTo(PACKET);
    }

    @Test
    void changingAnyBitOfTheJsonOrTheSignatureIsNoticed() {
        List<byte[]> frames = codec.encode(PACKET);
        for (int frame = 2; frame < 7; frame++) {
            for (int bit = 0; bit < 8 * frames.get(frame).length; bit++) {
                List<byte[]> changed = new ArrayList<>(frames);
                byte[] copy = frames.get(frame).clone();
                copy[bit / 8] ^= (byte) (1 << bit % 8);
                changed.set(frame, copy);
                assertThatThrownBy(() -> codec.decode(changed))
                        .isInstanceOf(InvalidPacketException.class)
                        .hasMessage("wrong signature");
            }
        }
    }

    @Test
    void messageOfAnotherKeyIsRefused() {
        assertThatThrownBy(() -> codec.decode(new PacketCodec("other").encode(PACKET)))
                .hasMessage("wrong signature");
        assertThatThrownBy(() -> codec.decode(new PacketCodec("").encode(PACKET)))
                .hasMessage("wrong signature");
    }

    @Test
    void recordedMessageIsRefused() throws Exception {
        List<byte[]> frames = codec.encode(PACKET);
        codec.decode(frames);

        assertThatThrownBy(() -> codec.decode(frames)).hasMessageContaining("came before");
    }

    @Test
    void withoutAKeyNothingIsSignedOrChecked() throws Exception {
        PacketCodec unsigned = new PacketCodec("");
        List<byte[]> frames = unsigned.encode(PACKET);

        assertThat(frames.get(2)).isEmpty();
        unsigned.decode(frames);
        assertThat(text(unsigned.decode(frames).content())).isEqualTo("{\"b\":2}");
    }

    @Test
    void missingFramesAreNoticed() {
        List<byte[]> frames = codec.encode(PACKET);
        for (int count = 0; count < 7; count++) {
            List<byte[]> truncated = frames.subList(0, count);
            assertThatThrownBy(() -> codec.decode(truncated))
                    .isInstanceOf(InvalidPacketException.class);
        }
    }
}
