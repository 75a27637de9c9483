package dev.vitrine.ijava;

import dev.vitrine.api.Kernel;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.publish.PublishClearOutput;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;

/** Where IJava's classes publish: what they send becomes what the kernel sends for the cell. */
public final class IJavaSocket extends JupyterSocket {

    private final Kernel kernel;

    public IJavaSocket(Kernel kernel) {
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
