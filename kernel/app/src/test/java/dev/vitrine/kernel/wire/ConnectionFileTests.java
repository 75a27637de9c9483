package dev.vitrine.kernel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionFileTests {

    private static final String GOOD =
            """
            {"transport": "tcp", "ip": "127.0.0.1", "shell_port": 1, "control_port": 2,
             "stdin_port": 3, "iopub_port": 4, "hb_port": 5, "key": "secret",
             "signature_scheme": "hmac-sha256", "kernel_name": "java"}
            """;

    @TempDir private Path folder;

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("kernel.json"), content);
    }

    private void assertProblem(String content, String problem) throws IOException {
        Path file = write(content);

        assertThatThrownBy(() -> ConnectionFile.read(file))
                .isInstanceOf(ConnectionFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(problem)
                .extracting(Throwable::getMessage)
                .satisfies(message -> assertThat(message.lines()).hasSize(1));
    }

    @Test
    void fileIsReadWithItsPortsAndKey() throws Exception {
        ConnectionInfo info = ConnectionFile.read(write(GOOD));

        assertThat(info.address(Channel.SHELL)).isEqualTo("tcp://127.0.0.1:1");
        assertThat(info.address(Channel.HEARTBEAT)).isEqualTo("tcp://127.0.0.1:5");
        assertThat(info.key()).isEqualTo("secret");
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            ports.put(channel, 5000 + channel.ordinal());
        }
        ConnectionInfo info = new ConnectionInfo("127.0.0.1", ports, "key");
        Path file = folder.resolve("written.json");

        ConnectionFile.write(file, info);

        assertThat(ConnectionFile.read(file)).isEqualTo(info);
    }

    @Test
    void onlyTheOwnerCanReadTheKey() throws Exception {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "this platform has no POSIX permissions");
        Path file = folder.resolve("written.json");

        ConnectionFile.write(file, ConnectionFile.read(write(GOOD)));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void missingFileIsNamed() {
        Path missing = folder.resolve("nowhere.json");

        assertThatThrownBy(() -> ConnectionFile.read(missing))
                .isInstanceOf(ConnectionFileException.class)
                .hasMessage("Connection file " + missing + ": no such file");
    }

    @Test
    void folderIsNoConnectionFile() {
        assertThatThrownBy(() -> ConnectionFile.read(folder))
                .isInstanceOf(ConnectionFileException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void everyTruncationIsNoticed() throws Exception {
        String content = GOOD.strip();
        assertProblem("", "is empty");
        for (int length = 1; length < content.length(); length++) {
            assertProblem(content.substring(0, length), "not complete JSON");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "shell_port; field \"shell_port\" is missing",
                "hb_port; field \"hb_port\" is missing",
                "ip; field \"ip\" is missing",
                "key; field \"key\" is missing",
            })
    void missingFieldIsNamed(String field, String problem) throws IOException {
        assertProblem(GOOD.replace('"' + field + '"', "\"other\""), problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"tcp\"; \"pigeon\"; unknown transport \"pigeon\"",
                "hmac-sha256; hmac-md5; signature scheme \"hmac-md5\" is not supported",
                "\"shell_port\": 1; \"shell_port\": 0; from 1 to 65535, found 0",
                "\"shell_port\": 1; \"shell_port\": 65536; from 1 to 65535, found 65536",
                "\"shell_port\": 1; \"shell_port\": \"x\"; from 1 to 65535, found \"x\"",
                "\"127.0.0.1\"; 5; field \"ip\" should be a string, found 5",
                "\"secret\"; null; field \"key\" should be a string, found null",
            })
    void wrongValueIsShown(String good, String bad, String problem) throws IOException {
        assertProblem(GOOD.replace(good, bad), problem);
    }

    @Test
    void unixSocketsAreNamedByPathAndNumber() throws Exception {
        Path file = folder.resolve("ipc.json");
        Files.writeString(
                file,
                GOOD.replace("\"tcp\"", "\"ipc\"").replace("127.0.0.1", "/run/user/kernel-7-ipc"));

        ConnectionInfo info = ConnectionFile.read(file);

        assertThat(info.transport()).isEqualTo(Transport.IPC);
        assertThat(info.address(Channel.SHELL)).isEqualTo("ipc:///run/user/kernel-7-ipc-1");
        ConnectionFile.write(file, info);
        assertThat(ConnectionFile.read(file)).isEqualTo(info);
    }

    @Test
    void keysOfAnEncryptedConnectionAreReadButNeverShown() throws Exception {
        String secret = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs";
        String encrypted =
                GOOD.replace(
                        "\"key\"",
                        "\"curve_publickey\": \"Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID\","
                                + " \"curve_secretkey\": \""
                                + secret
                                + "\", \"key\"");

        ConnectionInfo info = ConnectionFile.read(write(encrypted));

        assertThat(info.encryption()).isPresent();
        assertThat(info.encryption().get().toString()).doesNotContain(secret);
        Path copy = folder.resolve("copy.json");
        ConnectionFile.write(copy, info);
        assertThat(ConnectionFile.read(copy)).isEqualTo(info);
        assertProblem(encrypted.replace(secret, "short"), "expected 40 characters of Z85");
        assertProblem(
                encrypted.replace("curve_publickey", "other"),
                "field \"curve_publickey\" is missing");
    }

    @Test
    void otherJsonIsNoConnectionFile() throws IOException {
        assertProblem("[1, 2]", "expected a JSON object, found an array");
        assertProblem(GOOD + "x", "JSON");
    }
}
