package dev.vitrine.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.client.ExecuteOptions;
import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.KernelClient.Execution;
import dev.vitrine.kernel.client.KernelRequestException;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.CommInfoReply;
import dev.vitrine.kernel.protocol.CompleteReply;
import dev.vitrine.kernel.protocol.ExecuteReply;
import dev.vitrine.kernel.protocol.HistoryRequest;
import dev.vitrine.kernel.protocol.InspectReply;
import dev.vitrine.kernel.protocol.IsCompleteReply;
import dev.vitrine.kernel.protocol.KernelInfoReply;
import dev.vitrine.kernel.protocol.KernelInfoRequest;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.wire.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The protocol, spoken over real sockets to a real process. */
@Timeout(120)
class KernelSessionTests {

    private static KernelClient kernel;

    @BeforeAll
    static void launch() throws Exception {
        kernel = EchoKernel.launch();
    }

    @AfterAll
    static void close() {
        kernel.close();
    }

    private static Transcript run(String code) throws Exception {
        Transcript transcript = new Transcript();
        kernel.execute(code, transcript);
        return transcript;
    }

    @Test
    void outputStandsBetweenBusyAndIdleInTheOrderItWasMade() throws Exception {
        Transcript cell = run("print a\nerr b\ndisplay c\nprint d\nvalue e");

        assertThat(cell.types())
                .containsExactly(
                        "busy",
                        "execute_input",
                        "stream",
                        "stream",
                        "display_data",
                        "stream",
                        "execute_result",
                        "idle");
        assertThat(cell.contents(MessageType.STREAM))
                .containsExactly(
                        "{\"name\":\"stdout\",\"text\":\"a\\n\"}",
                        "{\"name\":\"stderr\",\"text\":\"b\\n\"}",
                        "{\"name\":\"stdout\",\"text\":\"d\\n\"}");
    }

    @Test
    void everyMessageCarriesTheKernelsSessionAndVersion() throws Exception {
        Transcript cell = run("print a");
        List<Message> messages = cell.messages();

        assertThat(messages).extracting(message -> message.header().session()).hasSize(4);
        assertThat(messages).extracting(message -> message.header().session()).doesNotContain("");
        assertThat(messages.stream().map(message -> message.header().session()).distinct())
                .hasSize(1)
                .doesNotContain(messages.get(0).parent().session());
        assertThat(messages)
                .allMatch(
                        message ->
                                message.header().json().get("version").stringValue().equals("5.5"));
    }

    @Test
    void printingIsGatheredIntoFewMessages() throws Exception {
        Transcript cell = run("many 10000");

        assertThat(cell.text("stdout")).startsWith("line 0\n").endsWith("line 9999\n");
        assertThat(cell.contents(MessageType.STREAM)).hasSizeLessThan(100);
    }

    @Test
    void characterWrittenByteByByteArrivesWhole() throws Exception {
        assertThat(run("split-euro").text("stdout")).isEqualTo("€");
    }

    @Test
    void executeErrorStillRepliesAndGoesIdle() throws Exception {
        Transcript cell = new Transcript();

        ExecuteReply reply = kernel.execute("print before\nfail wrong", cell);

        assertThat(reply.status()).isEqualTo("error");
        assertThat(reply.ename()).isEqualTo("EchoError");
        assertThat(reply.evalue()).isEqualTo("wrong");
        assertThat(reply.traceback()).containsExactly("at echo");
        assertThat(reply.executionCount()).isPositive();
        assertThat(cell.types())
                .containsExactly("busy", "execute_input", "stream", "error", "idle");
    }

    @Test
    void errorOfTheInterpreterItselfIsAReplyToo() throws Exception {
        ExecuteReply reply = kernel.execute("crash deep", OutputListener.NONE);

        assertThat(reply.ename()).isEqualTo("StackOverflowError");
        assertThat(kernel.execute("value 1", OutputListener.NONE).succeeded()).isTrue();
    }

    @Test
    void resultThatCannotBeWrittenIsAnError() throws Exception {
        ExecuteReply reply = kernel.execute("bad-mime", OutputListener.NONE);

        assertThat(reply.status()).isEqualTo("error");
        assertThat(reply.evalue()).contains("not a type");
    }

    @Test
    void bytesTravelAsBase64AndJsonAsJson() throws Exception {
        String result = run("bytes").contents(MessageType.EXECUTE_RESULT).get(0);

        assertThat(result)
                .contains("\"image/png\":\"AQID\"")
                .contains("\"application/json\":[1,2]");
    }

    @Test
    void displayCanBeReplacedById() throws Exception {
        Transcript cell = run("update after");

        String shown = cell.contents(MessageType.DISPLAY_DATA).get(0);
        String replaced = cell.contents(MessageType.UPDATE_DISPLAY_DATA).get(0);
        assertThat(shown).contains("\"transient\":{\"display_id\":\"");
        assertThat(replaced)
                .contains("after")
                .endsWith(shown.substring(shown.indexOf("\"transient\"")));
    }

    @Test
    void clearOutputSaysWhetherToWait() throws Exception {
        assertThat(run("clear true").contents(MessageType.CLEAR_OUTPUT))
                .containsExactly("{\"wait\":true}");
    }

    @Test
    void pageGoesIntoThePayload() throws Exception {
        ExecuteReply reply = kernel.execute("page help", OutputListener.NONE);

        assertThat(reply.payload()).hasSize(1);
        assertThat(reply.payload().get(0)).containsEntry("source", "page");
    }

    @Test
    void cellsCanEvaluateCode() throws Exception {
        assertThat(run("eval value inner").contents(MessageType.EXECUTE_RESULT).get(0))
                .contains("inner");
    }

    @Test
    void onlyStoredCellsAreCounted() throws Exception {
        int before = kernel.execute("print a", OutputListener.NONE).executionCount();
        int unstored =
                kernel.execute(
                                "print a",
                                ExecuteOptions.defaults().withStoreHistory(false),
                                OutputListener.NONE)
                        .executionCount();
        int after = kernel.execute("print a", OutputListener.NONE).executionCount();

        assertThat(unstored).isEqualTo(before);
        assertThat(after).isEqualTo(before + 1);
    }

    @Test
    void silentCellsShowNothing() throws Exception {
        Transcript cell = new Transcript();
        ExecuteOptions silent = ExecuteOptions.defaults().withSilent(true);

        kernel.execute("print a\ndisplay b\nvalue c", silent, cell);

        assertThat(cell.types()).containsExactly("busy", "idle");
    }

    @Test
    void userExpressionsSucceedAndFailEachForItself() throws Exception {
        ExecuteReply reply =
                kernel.execute(
                        "print a",
                        ExecuteOptions.defaults()
                                .withUserExpressions(Map.of("good", "value 5", "bad", "fail x")),
                        OutputListener.NONE);

        assertThat(reply.succeeded()).isTrue();
        assertThat(reply.userExpressions().get("good").toString())
                .contains("status=ok")
                .contains("text/plain=5");
        assertThat(reply.userExpressions().get("bad").toString())
                .contains("status=error")
                .contains("ename=EchoError");
    }

    @Test
    void cellsQueuedBehindAnErrorAreAborted(@TempDir Path folder) throws Exception {
        Path gate = folder.resolve("gate");
        Execution first =
                kernel.submit("await " + gate + "\nfail first", ExecuteOptions.defaults());
        Execution second = kernel.submit("print never", ExecuteOptions.defaults());
        Execution third = kernel.submit("print never", ExecuteOptions.defaults());
        letPassWhenAllIsQueued(gate);
        Transcript output = new Transcript();

        assertThat(first.await(OutputListener.NONE).status()).isEqualTo("error");
        assertThat(second.await(output).status()).isEqualTo("aborted");
        assertThat(third.await(output).status()).isEqualTo("aborted");
        assertThat(output.types()).containsExactly("busy", "idle", "busy", "idle");
        assertThat(kernel.execute("print again", OutputListener.NONE).succeeded()).isTrue();
    }

    /** The answer to a request says that all that was sent before it has been read. */
    private static void letPassWhenAllIsQueued(Path gate) throws Exception {
        kernel.kernelInfo();
        Files.createFile(gate);
    }

    @Test
    void cellsQueuedBehindAnErrorRunIfAskedTo(@TempDir Path folder) throws Exception {
        ExecuteOptions goOn = ExecuteOptions.defaults().withStopOnError(false);
        Path gate = folder.resolve("gate");
        Execution first = kernel.submit("await " + gate + "\nfail first", goOn);
        Execution second = kernel.submit("print still", goOn);
        letPassWhenAllIsQueued(gate);

        assertThat(first.await(OutputListener.NONE).status()).isEqualTo("error");
        assertThat(second.await(OutputListener.NONE).status()).isEqualTo("ok");
    }

    @Test
    void threadPrintsIntoTheCellThatStartedIt() throws Exception {
        Transcript first = new Transcript();
        Transcript second = new Transcript();

        kernel.execute("thread 400 late", first);
        kernel.execute("print early\nsleep 800", second);
        first.await(transcript -> transcript.text("stdout").equals("late\n"));

        assertThat(second.text("stdout")).isEqualTo("early\n");
    }

    @Test
    void pooledThreadPrintsIntoTheCellThatUsesIt() throws Exception {
        run("pool first");

        assertThat(run("pool second").text("stdout")).isEqualTo("second\n");
    }

    @Test
    void cellAsksTheUser() throws Exception {
        List<String> asked = new ArrayList<>();
        ExecuteOptions answering =
                ExecuteOptions.defaults()
                        .withInput(
                                question -> {
                                    asked.add(question.prompt() + question.password());
                                    return "grüezi";
                                });
        Transcript cell = new Transcript();

        kernel.execute("print before\nask name?", answering, cell);
        kernel.execute("password secret?", answering, OutputListener.NONE);

        assertThat(asked).containsExactly("name?false", "secret?true");
        assertThat(cell.contents(MessageType.EXECUTE_RESULT).get(0)).contains("grüezi");
    }

    @Test
    void standardInputAsksLineByLine() throws Exception {
        List<String> lines = new ArrayList<>(List.of("one", "two"));
        Transcript cell = new Transcript();

        kernel.execute(
                "scan", ExecuteOptions.defaults().withInput(question -> lines.remove(0)), cell);

        assertThat(cell.contents(MessageType.EXECUTE_RESULT).get(0)).contains("one|two");
    }

    @Test
    void askingFailsAtOnceWhereInputIsNotAllowed() throws Exception {
        for (String code : List.of("ask name?", "scan")) {
            ExecuteReply reply = kernel.execute(code, OutputListener.NONE);

            assertThat(reply.ename()).isEqualTo("UnsupportedOperationException");
            assertThat(reply.evalue()).contains("front end does not allow it");
        }
    }

    @Test
    void interruptStopsASleepingCell() throws Exception {
        assertThat(interruptedOnceStarted("print go\nsleep 60000").ename())
                .isEqualTo("Interrupted");
        assertThat(kernel.execute("value 1", OutputListener.NONE).succeeded()).isTrue();
    }

    /** Runs a cell that must be interrupted, and does that when a message of a type has come. */
    private static Transcript interruptedAt(String type, String code, ExecuteOptions options)
            throws Exception {
        Transcript cell = new Transcript();
        Thread interrupter =
                new Thread(
                        () -> {
                            try {
                                cell.await(seen -> seen.types().contains(type));
                                kernel.interrupt();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        interrupter.start();
        kernel.execute(code, options, cell);
        interrupter.join();
        return cell;
    }

    @Test
    void silentCellIsBusyBeforeItEnds() throws Exception {
        ExecuteOptions silent = ExecuteOptions.defaults().withSilent(true);

        // The request to interrupt has the cell's "busy" repeated.
        assertThat(interruptedAt("busy", "sleep 60000", silent).types())
                .containsOnly("busy", "idle");
    }

    @Test
    void valueDoesNotWaitForUserExpressions() throws Exception {
        ExecuteOptions slow =
                ExecuteOptions.defaults().withUserExpressions(Map.of("slow", "sleep 60000"));

        assertThat(interruptedAt("execute_result", "value a", slow).types())
                .startsWith("busy", "execute_input", "execute_result")
                .endsWith("idle");
    }

    @Test
    void interruptStopsACellThatWaitsForInput() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ExecuteOptions slow =
                ExecuteOptions.defaults()
                        .withInput(
                                question -> {
                                    asked.countDown();
                                    try {
                                        interrupted.await();
                                    } catch (InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                    return "too late";
                                });
        Thread interrupter =
                new Thread(
                        () -> {
                            try {
                                asked.await();
                                kernel.interrupt();
                                interrupted.countDown();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        interrupter.start();

        ExecuteReply reply = kernel.execute("ask name?", slow, OutputListener.NONE);

        interrupter.join();
        assertThat(reply.ename()).isEqualTo("Interrupted");
        assertThat(
                        kernel.execute(
                                        "ask again?",
                                        ExecuteOptions.defaults().withInput(question -> "fresh"),
                                        OutputListener.NONE)
                                .succeeded())
                .isTrue();
    }

    @Test
    void interruptWithoutARunningCellIsAnsweredAndChangesNothing() throws Exception {
        kernel.interrupt();

        assertThat(kernel.execute("sleep 10", OutputListener.NONE).succeeded()).isTrue();
    }

    @Test
    void otherRequestsAreAnsweredWhileACellRuns() throws Exception {
        Transcript cell = new Transcript();
        Execution running = kernel.submit("print go\nsleep 60000", ExecuteOptions.defaults());
        Thread waiter =
                new Thread(
                        () -> {
                            try {
                                running.await(cell);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        waiter.start();
        cell.await(transcript -> transcript.text("stdout").equals("go\n"));

        assertThat(kernel.complete("pri", 3).matches()).containsExactly("print");
        assertThat(kernel.kernelInfo().status()).isEqualTo("ok");
        kernel.interrupt();
        waiter.join();
        // Each of the other requests ends with idle, after which the cell's busy is repeated.
        assertThat(cell.types()).filteredOn(type -> !type.equals("busy")).endsWith("error", "idle");
    }

    @Test
    void completionCountsCodePoints() throws Exception {
        CompleteReply reply = kernel.complete("🦜🦜 dis", 6);

        assertThat(reply.matches()).containsExactly("display");
        assertThat(reply.cursorStart()).isEqualTo(3);
        assertThat(reply.cursorEnd()).isEqualTo(6);
        assertThat(reply.metadata().get("_jupyter_types_experimental").toString())
                .contains("type=keyword")
                .contains("signature=display TEXT");
    }

    @Test
    void inspectionIsFoundOrNot() throws Exception {
        InspectReply found = kernel.inspect("print", 5, 1);
        InspectReply missing = kernel.inspect("nothing", 0, 0);

        assertThat(found.found()).isTrue();
        assertThat(found.data()).containsEntry("text/plain", "print TEXT 1");
        assertThat(missing.found()).isFalse();
        assertThat(missing.data()).isEmpty();
    }

    @Test
    void indentComesOnlyWithIncompleteCode() throws Exception {
        assertThat(kernel.isComplete("print a \\"))
                .isEqualTo(new IsCompleteReply("incomplete", "  "));
        assertThat(kernel.isComplete("print a")).isEqualTo(new IsCompleteReply("complete", null));
    }

    @Test
    void kernelInfoNamesJavaOnShellAndOnControl() throws Exception {
        for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL)) {
            KernelInfoReply info =
                    kernel.request(channel, new KernelInfoRequest(), KernelInfoReply.class);

            assertThat(info.status()).isEqualTo("ok");
            assertThat(info.protocolVersion()).isEqualTo("5.5");
            assertThat(info.languageInfo().name()).isEqualTo("java");
            assertThat(info.languageInfo().fileExtension()).isEqualTo(".java");
        }
    }

    @Test
    void thereAreNoComms() throws Exception {
        assertThat(kernel.commInfo(null)).isEqualTo(new CommInfoReply("ok", Map.of()));
    }

    @Test
    void requestThatCannotBeAnsweredSaysWhy() {
        HistoryRequest unknown =
                new HistoryRequest(false, true, "sideways", 0, 0, null, null, null, false);

        assertThatThrownBy(() -> kernel.history(unknown))
                .isInstanceOf(KernelRequestException.class)
                .hasMessageContaining("sideways")
                .hasMessageContaining("tail, range or search");
    }

    @Test
    void thousandCellsInARowAllEnd() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Transcript cell = run("print " + i);
            assertThat(cell.text("stdout")).isEqualTo(i + "\n");
        }
    }

    @Test
    void hundredsOfQueuedCellsKeepTheirOrder() throws Exception {
        List<Execution> queued = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            queued.add(kernel.submit("value " + i, ExecuteOptions.defaults()));
        }
        int previous = 0;
        for (Execution execution : queued) {
            int count = execution.await(OutputListener.NONE).executionCount();
            assertThat(count).isGreaterThan(previous);
            previous = count;
        }
    }

    private static ExecuteReply interruptedOnceStarted(String code) throws Exception {
        Execution running = kernel.submit(code, ExecuteOptions.defaults());
        Transcript cell =
                new Transcript() {
                    @Override
                    public void stream(dev.vitrine.kernel.protocol.StreamOutput output) {
                        new Thread(KernelSessionTests::interrupt).start();
                    }
                };
        return running.await(cell);
    }

    private static void interrupt() {
        try {
            kernel.interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
