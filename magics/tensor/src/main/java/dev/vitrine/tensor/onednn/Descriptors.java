package dev.vitrine.tensor.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import dev.vitrine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/** The descriptions that a primitive is made from; closed once it is made. */
final class Descriptors implements AutoCloseable {

    private final List<dnnl_memory_desc> memories = new ArrayList<>();
    private final dnnl_primitive_attr attributes = new dnnl_primitive_attr();

    Descriptors() {
        OneDnn.check(dnnl_primitive_attr_create(attributes), "create attributes");
        // The library's own scratch memory belongs to the creating thread; ours can be freed from
        // any.
        OneDnn.check(
                dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
                "set the scratchpad mode");
    }

    dnnl_primitive_attr attributes() {
        return attributes;
    }

    /**
     * Multiplies the result by {@code scale} unless that is 1, and adds it to the output if asked
     * to.
     */
    void finish(float scale, boolean accumulate) {
        if (scale == 1 && !accumulate) {
            return;
        }
        dnnl_post_ops operations = new dnnl_post_ops();
        OneDnn.check(dnnl_post_ops_create(operations), "create post-operations");
        try {
            if (scale != 1) {
                OneDnn.check(
                        dnnl_post_ops_append_eltwise(operations, dnnl_eltwise_linear, scale, 0),
                        "append a scale");
            }
            if (accumulate) {
                OneDnn.check(
                        dnnl_post_ops_append_sum(operations, 1, 0, dnnl_data_type_undef),
                        "append a sum");
            }
            OneDnn.check(
                    dnnl_primitive_attr_set_post_ops(attributes, operations),
                    "set post-operations");
        } finally {
            dnnl_post_ops_destroy(operations);
        }
    }

    /** Row-major floats. */
    dnnl_memory_desc dense(long... sizes) {
        return strided(sizes, Shape.strides(sizes));
    }

    /** Floats in whatever layout the primitive likes best. */
    dnnl_memory_desc any(long... sizes) {
        dnnl_memory_desc descriptor = new dnnl_memory_desc();
        OneDnn.check(
                dnnl_memory_desc_create_with_tag(
                        descriptor, sizes.length, sizes, dnnl_f32, dnnl_format_tag_any),
                "describe memory of shape " + Shape.text(sizes));
        memories.add(descriptor);
        return descriptor;
    }

    /** Floats at strides, in elements. */
    dnnl_memory_desc strided(long[] sizes, long[] strides) {
        dnnl_memory_desc descriptor = new dnnl_memory_desc();
        OneDnn.check(
                dnnl_memory_desc_create_with_strides(
                        descriptor, sizes.length, sizes, dnnl_f32, strides),
                "describe memory of shape "
                        + Shape.text(sizes)
                        + " and strides "
                        + Shape.text(strides));
        memories.add(descriptor);
        return descriptor;
    }

    @Override
    public void close() {
        memories.forEach(descriptor -> dnnl_memory_desc_destroy(descriptor));
        dnnl_primitive_attr_destroy(attributes);
    }
}
