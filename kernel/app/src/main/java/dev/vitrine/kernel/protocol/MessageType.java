package dev.vitrine.kernel.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The messages of the protocol: the constants' names in lower case are those of the wire. */
public enum MessageType {
    KERNEL_INFO_REQUEST(KernelInfoRequest.class),
    KERNEL_INFO_REPLY(KernelInfoReply.class),
    EXECUTE_REQUEST(ExecuteRequest.class),
    EXECUTE_REPLY(ExecuteReply.class),
    COMPLETE_REQUEST(CompleteRequest.class),
    COMPLETE_REPLY(CompleteReply.class),
    INSPECT_REQUEST(InspectRequest.class),
    INSPECT_REPLY(InspectReply.class),
    IS_COMPLETE_REQUEST(IsCompleteRequest.class),
    IS_COMPLETE_REPLY(IsCompleteReply.class),
    HISTORY_REQUEST(HistoryRequest.class),
    HISTORY_REPLY(HistoryReply.class),
    COMM_INFO_REQUEST(CommInfoRequest.class),
    COMM_INFO_REPLY(CommInfoReply.class),
    INTERRUPT_REQUEST(InterruptRequest.class),
    INTERRUPT_REPLY(InterruptReply.class),
    SHUTDOWN_REQUEST(ShutdownRequest.class),
    SHUTDOWN_REPLY(ShutdownReply.class),
    CREATE_SUBSHELL_REQUEST(CreateSubshellRequest.class),
    CREATE_SUBSHELL_REPLY(CreateSubshellReply.class),
    DELETE_SUBSHELL_REQUEST(DeleteSubshellRequest.class),
    DELETE_SUBSHELL_REPLY(DeleteSubshellReply.class),
    LIST_SUBSHELL_REQUEST(ListSubshellRequest.class),
    LIST_SUBSHELL_REPLY(ListSubshellReply.class),
    INPUT_REQUEST(InputRequest.class),
    INPUT_REPLY(InputReply.class),
    STATUS(Status.class),
    STREAM(StreamOutput.class),
    DISPLAY_DATA(DisplayData.class),
    UPDATE_DISPLAY_DATA(UpdateDisplayData.class),
    EXECUTE_INPUT(ExecuteInput.class),
    EXECUTE_RESULT(ExecuteResult.class),
    ERROR(ErrorOutput.class),
    CLEAR_OUTPUT(ClearOutput.class),
    IOPUB_WELCOME(IopubWelcome.class),
    COMM_OPEN(CommOpen.class),
    COMM_MSG(CommMsg.class),
    COMM_CLOSE(CommClose.class);

    private static final String REQUEST = "_request";
    private static final Map<String, MessageType> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toMap(MessageType::wireName, Function.identity()));
    private static final Map<Class<?>, MessageType> BY_CONTENT =
            Arrays.stream(values())
                    .collect(Collectors.toMap(type -> type.content, Function.identity()));

    private final Class<?> content;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    MessageType(Class<?> content) {
        this.content = content;
    }

    public String wireName() {
        return wireName;
    }

    /** The type that answers this type of request; empty for messages without an answer. */
    public Optional<MessageType> reply() {
        return wireName.endsWith(REQUEST)
                ? named(wireName.substring(0, wireName.length() - REQUEST.length()) + "_reply")
                : Optional.empty();
    }

    static Optional<MessageType> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }

    /** The type of a content record. */
    public static MessageType of(Object content) {
        MessageType type = BY_CONTENT.get(content.getClass());
        if (type == null) {
            throw new IllegalArgumentException(
                    content.getClass() + " is not the content of a message");
        }
        return type;
    }
}
