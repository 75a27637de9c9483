package dev.vitrine.kernel.client;

import dev.vitrine.kernel.protocol.ClearOutput;
import dev.vitrine.kernel.protocol.DisplayData;
import dev.vitrine.kernel.protocol.ErrorOutput;
import dev.vitrine.kernel.protocol.ExecuteInput;
import dev.vitrine.kernel.protocol.ExecuteResult;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.Status;
import dev.vitrine.kernel.protocol.StreamOutput;
import dev.vitrine.kernel.protocol.UpdateDisplayData;

/**
 * Takes what a cell shows, in order. Called on the thread that waits for the cell; what the cell's
 * own threads show after it has ended comes on a thread of the client, never at the same time.
 */
public interface OutputListener {

    /** Ignores everything. */
    OutputListener NONE = new OutputListener() {};

    /** Any message, before the method for its type. */
    default void message(Message message) {}

    default void status(Status status) {}

    default void executeInput(ExecuteInput input) {}

    default void stream(StreamOutput output) {}

    default void displayData(DisplayData output) {}

    default void updateDisplayData(UpdateDisplayData output) {}

    default void executeResult(ExecuteResult output) {}

    default void error(ErrorOutput output) {}

    default void clearOutput(ClearOutput output) {}

    /**
     * Calls the method for a message's type; types that it does not know are only passed to {@link
     * #message}.
     */
    default void accept(Message message) {
        message(message);
        if (message.type().isEmpty()) {
            return;
        }
        switch (message.type().get()) {
            case STATUS -> status(message.content(Status.class));
            case EXECUTE_INPUT -> executeInput(message.content(ExecuteInput.class));
            case STREAM -> stream(message.content(StreamOutput.class));
            case DISPLAY_DATA -> displayData(message.content(DisplayData.class));
            case UPDATE_DISPLAY_DATA -> updateDisplayData(message.content(UpdateDisplayData.class));
            case EXECUTE_RESULT -> executeResult(message.content(ExecuteResult.class));
            case ERROR -> error(message.content(ErrorOutput.class));
            case CLEAR_OUTPUT -> clearOutput(message.content(ClearOutput.class));
            default -> {}
        }
    }
}
