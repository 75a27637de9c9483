package dev.vitrine.ijava.jjava;

import dev.vitrine.api.Kernel;
import dev.vitrine.ijava.DisplayFields;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/** Where JJava's classes publish: what they send becomes what the kernel sends for the cell. */
public final class JJavaSocket extends JupyterSocket {

    private final Kernel kernel;

    public JJavaSocket(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * @throws UnsupportedOperationException for messages that are the kernel's own, such as results
     */
    @Override
    public void sendMessage(Message<?> message) {
        Object content = message.getContent();
        if (content instanceof PublishDisplayData data) {
            display(data);
        } else if (content instanceof PublishUpdateDisplayData data) {
            kernel.updateDisplay(data.getDisplayId(), DisplayFields.bundle(data));
        } else if (content instanceof PublishStream printed) {
            boolean error = printed.getStreamType() == PublishStream.StreamType.ERR;
            (error ? System.err : System.out).print(printed.getText());
        } else if (content instanceof PublishClearOutput clear) {
            kernel.clearOutput(clear.shouldWait());
        } else if (!(content instanceof PublishStatus)) {
            throw new UnsupportedOperationException(
                    "The kernel sends messages such as "
                            + content.getClass().getSimpleName()
                            + " itself");
        }
    }

    private void display(DisplayData data) {
        if (data.hasDisplayId()) {
            kernel.display(data.getDisplayId(), DisplayFields.bundle(data));
        } else {
            kernel.display(DisplayFields.bundle(data));
        }
    }
}
