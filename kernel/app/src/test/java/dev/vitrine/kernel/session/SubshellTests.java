package dev.vitrine.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.KernelRequestException;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.CompleteRequest;
import dev.vitrine.kernel.protocol.CreateSubshellReply;
import dev.vitrine.kernel.protocol.CreateSubshellRequest;
import dev.vitrine.kernel.protocol.DeleteSubshellReply;
import dev.vitrine.kernel.protocol.DeleteSubshellRequest;
import dev.vitrine.kernel.protocol.ExecuteRequest;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.HistoryRequest;
import dev.vitrine.kernel.protocol.ListSubshellReply;
import dev.vitrine.kernel.protocol.ListSubshellRequest;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.wire.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cells beside cells (JEP 91). */
@Timeout(120)
class SubshellTests {

    private KernelClient kernel;
    private RawClient client;

    @BeforeEach
    void launch() throws Exception {
        kernel = EchoKernel.launch();
        client = new RawClient(kernel);
    }

    @AfterEach
    void close() {
        client.close();
        kernel.close();
    }

    private String create() throws Exception {
        return kernel.request(
                        Channel.CONTROL, new CreateSubshellRequest(), CreateSubshellReply.class)
                .subshellId();
    }

    private Header execute(String subshell, String code) {
        ExecuteRequest cell = new ExecuteRequest(code, false, true, Map.of(), false, true);
        return subshell == null
                ? client.send(MessageType.EXECUTE_REQUEST, cell)
                : client.sendTo(subshell, MessageType.EXECUTE_REQUEST, cell);
    }

    private String status(Header request) throws Exception {
        return client.replyTo(request).content().get("status").stringValue();
    }

    private int count(Header request) throws Exception {
        return client.replyTo(request).content().get("execution_count").intValue();
    }

    @Test
    void kernelSaysThatItHasThem() throws Exception {
        assertThat(kernel.kernelInfo().supportedFeatures()).contains("kernel subshells");
    }

    @Test
    void cellOfASubshellRunsBesideAnother() throws Exception {
        String subshell = create();
        Header sleeping = execute(null, "sleep 60000");

        Header beside = execute(subshell, "print beside\nvalue 5");

        assertThat(status(beside)).isEqualTo("ok");
        assertThat(client.output(beside))
                .anyMatch(output -> output.contains("beside"))
                .anyMatch(output -> output.startsWith("execute_result"));
        kernel.interrupt();
        assertThat(client.replyTo(sleeping).content().get("ename").stringValue())
                .isEqualTo("Interrupted");
    }

    @Test
    void eachCountsAndRemembersItsOwnCells() throws Exception {
        String subshell = create();
        assertThat(count(execute(null, "print one"))).isEqualTo(1);
        assertThat(count(execute(null, "print two"))).isEqualTo(2);
        assertThat(count(execute(subshell, "print three"))).isEqualTo(1);

        HistoryRequest range = new HistoryRequest(false, true, "range", 0, 1, 9, null, null, false);
        String own = content(client.send(MessageType.HISTORY_REQUEST, range));
        String beside = content(client.sendTo(subshell, MessageType.HISTORY_REQUEST, range));

        assertThat(own).contains("print one", "print two").doesNotContain("print three");
        assertThat(beside).contains("print three").doesNotContain("print one");
    }

    private String content(Header request) throws Exception {
        return client.replyTo(request).content().toString();
    }

    @Test
    void cellsBehindAnErrorAreAbortedInTheirSubshellOnly(@TempDir Path folder) throws Exception {
        String subshell = create();
        Path gate = folder.resolve("gate");
        Path end = folder.resolve("end");
        Header failing = execute(subshell, "await " + gate + "\nfail first");
        Header behind = execute(subshell, "print never");
        Header elsewhere = execute(null, "await " + end + "\nprint still");
        client.letPassWhenAllIsQueued(gate);

        assertThat(status(failing)).isEqualTo("error");
        assertThat(status(behind)).isEqualTo("aborted");
        Files.createFile(end);
        assertThat(status(elsewhere)).isEqualTo("ok");
    }

    @Test
    void createdOnesAreListedUntilTheyAreDeleted() throws Exception {
        String first = create();
        String second = create();
        assertThat(list().subshellId()).containsExactly(first, second);

        assertThat(delete(first).status()).isEqualTo("ok");

        assertThat(list().subshellId()).containsExactly(second);
        assertThatThrownBy(() -> delete(first))
                .isInstanceOf(KernelRequestException.class)
                .hasMessageContaining("There is no subshell \"" + first + "\"");
    }

    private ListSubshellReply list() throws Exception {
        return kernel.request(Channel.CONTROL, new ListSubshellRequest(), ListSubshellReply.class);
    }

    private DeleteSubshellReply delete(String id) throws Exception {
        return kernel.request(
                Channel.CONTROL, new DeleteSubshellRequest(id), DeleteSubshellReply.class);
    }

    @Test
    void deletingEndsASubshellWhenItsCellHasEnded(@TempDir Path folder) throws Exception {
        String subshell = create();
        Path gate = folder.resolve("gate");
        Header running = execute(subshell, "print runs\nawait " + gate + "\nvalue 7");
        Header waiting = execute(subshell, "print never");
        while (!client.next(Channel.IOPUB).header().messageType().equals("stream")) {
            // Until the first one runs.
        }
        client.awaitThatAllIsQueued();

        delete(subshell);
        Files.createFile(gate);

        assertThat(status(running)).isIn("ok", "error");
        assertThat(status(waiting)).isEqualTo("aborted");
    }

    @Test
    void requestToASubshellThatIsNotThereIsAnError() throws Exception {
        Message executed = client.replyTo(execute("nowhere", "print a"));
        assertThat(executed.header().messageType()).isEqualTo("execute_reply");
        assertThat(executed.content().get("status").stringValue()).isEqualTo("error");
        assertThat(executed.content().get("evalue").stringValue())
                .contains("There is no subshell \"nowhere\"");

        Header completing =
                client.sendTo(
                        "nowhere", MessageType.COMPLETE_REQUEST, new CompleteRequest("pri", 3));
        assertThat(status(completing)).isEqualTo("error");
        assertThat(kernel.execute("print a", OutputListener.NONE).succeeded()).isTrue();
    }
}
