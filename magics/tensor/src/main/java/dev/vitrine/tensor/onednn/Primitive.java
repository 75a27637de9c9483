package dev.vitrine.tensor.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;

/**
 * A compiled primitive with its arguments. Belongs to one thread: {@link #at} points the arguments
 * at data.
 */
final class Primitive implements AutoCloseable {

    /** An argument: its number in oneDNN and its memory's description. */
    record Argument(int number, dnnl_memory_desc descriptor) {}

    private final dnnl_primitive primitive = new dnnl_primitive();
    private final dnnl_memory[] memories;
    private final dnnl_exec_arg_t arguments;
    private final Address address = new Address();
    private final long scratchpadBytes;
    private long scratchpadAddress;
    private final long[] sizes;

    /**
     * Compiles; takes ownership of the description.
     *
     * @param what names the primitive in error messages
     * @param given arguments in the order that {@link #at} counts them
     */
    Primitive(String what, dnnl_primitive_desc description, Argument... given) {
        try {
            OneDnn.check(dnnl_primitive_create(primitive, description), "compile " + what);
            dnnl_memory_desc scratchpad =
                    dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
            scratchpadBytes =
                    scratchpad == null || scratchpad.isNull()
                            ? 0
                            : dnnl_memory_desc_get_size(scratchpad);
            int count = given.length + (scratchpadBytes > 0 ? 1 : 0);
            memories = new dnnl_memory[count];
            sizes = new long[count];
            arguments = new dnnl_exec_arg_t(count);
            for (int i = 0; i < given.length; i++) {
                bind(i, given[i].number(), given[i].descriptor());
            }
            if (scratchpadBytes > 0) {
                bind(given.length, DNNL_ARG_SCRATCHPAD, scratchpad);
            }
            arguments.position(0);
        } finally {
            dnnl_primitive_desc_destroy(description);
        }
    }

    private void bind(int index, int number, dnnl_memory_desc descriptor) {
        memories[index] = new dnnl_memory();
        sizes[index] = dnnl_memory_desc_get_size(descriptor);
        OneDnn.check(
                dnnl_memory_create(memories[index], descriptor, OneDnn.engine(), (Pointer) null),
                "create memory");
        arguments.position(index).arg(number);
        arguments.memory(memories[index]);
    }

    /** Points argument {@code index}, in the order given at construction, at native memory. */
    Primitive at(int index, long dataAddress) {
        dnnl_memory_set_data_handle(memories[index], address.to(dataAddress));
        return this;
    }

    /** Bytes of memory that argument {@code index} takes. */
    long bytes(int index) {
        return sizes[index];
    }

    /** Runs on the calling thread and returns when done. */
    void execute(ThreadContext context) {
        if (scratchpadBytes > 0) {
            long scratch = context.scratchpad(scratchpadBytes);
            if (scratch != scratchpadAddress) {
                at(memories.length - 1, scratch);
                scratchpadAddress = scratch;
            }
        }
        OneDnn.check(
                dnnl_primitive_execute(primitive, context.stream(), memories.length, arguments),
                "execute a primitive");
    }

    @Override
    public void close() {
        for (dnnl_memory memory : memories) {
            dnnl_memory_destroy(memory);
        }
        dnnl_primitive_destroy(primitive);
        arguments.close();
    }
}
