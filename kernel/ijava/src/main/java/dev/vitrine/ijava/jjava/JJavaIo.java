package dev.vitrine.ijava.jjava;

import dev.vitrine.api.Kernel;
import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.messages.Message;

/** JJava's streams: what is written, shown and read is the cell's. */
public final class JJavaIo extends JupyterIO {

    public JJavaIo(Kernel kernel, JupyterSocket socket) {
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
