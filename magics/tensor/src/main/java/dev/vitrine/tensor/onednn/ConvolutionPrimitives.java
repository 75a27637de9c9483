package dev.vitrine.tensor.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_data_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_weights_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * The primitives of a convolution and of its gradients. Arguments: 0 is the images, 1 the weight, 2
 * the result, 3 the bias where there is one, or their gradients; of a change of layout, 0 is from
 * and 1 is to.
 */
final class ConvolutionPrimitives {

    /** What a weight is blocked for. */
    enum Pass {
        FORWARD,
        DATA,
        WEIGHT
    }

    private static final int FORWARD = 6;
    private static final int BACKWARD_DATA = 7;
    private static final int BACKWARD_WEIGHT = 8;
    private static final int BLOCK = 9;
    private static final int PLAIN = 10;

    private ConvolutionPrimitives() {}

    static Primitive forward(
            ThreadContext context, ConvolutionShape shape, boolean bias, boolean accumulate) {
        int flags = (bias ? 1 : 0) + (accumulate ? 2 : 0);
        return context.primitive(
                shape.key(FORWARD, flags),
                () -> {
                    try (Descriptors descriptors = new Descriptors()) {
                        descriptors.finish(1, accumulate);
                        dnnl_primitive_desc description = describeForward(descriptors, shape, bias);
                        Primitive.Argument images = images(descriptors, shape, DNNL_ARG_SRC);
                        Primitive.Argument weight =
                                weight(description, dnnl_query_weights_md, DNNL_ARG_WEIGHTS);
                        Primitive.Argument result = result(descriptors, shape, DNNL_ARG_DST);
                        String what = "a convolution";
                        return bias
                                ? new Primitive(
                                        what,
                                        description,
                                        images,
                                        weight,
                                        result,
                                        new Primitive.Argument(
                                                DNNL_ARG_BIAS, descriptors.dense(shape.out())))
                                : new Primitive(what, description, images, weight, result);
                    }
                });
    }

    static Primitive backwardData(ThreadContext context, ConvolutionShape shape) {
        return context.primitive(
                shape.key(BACKWARD_DATA, 0),
                () -> {
                    try (Descriptors descriptors = new Descriptors()) {
                        dnnl_primitive_desc description = describe(Pass.DATA, descriptors, shape);
                        return new Primitive(
                                "the gradient of a convolution's images",
                                description,
                                images(descriptors, shape, DNNL_ARG_DIFF_SRC),
                                weight(description, dnnl_query_weights_md, DNNL_ARG_WEIGHTS),
                                result(descriptors, shape, DNNL_ARG_DIFF_DST));
                    }
                });
    }

    static Primitive backwardWeight(ThreadContext context, ConvolutionShape shape) {
        return context.primitive(
                shape.key(BACKWARD_WEIGHT, 0),
                () -> {
                    try (Descriptors descriptors = new Descriptors()) {
                        dnnl_primitive_desc description = describe(Pass.WEIGHT, descriptors, shape);
                        return new Primitive(
                                "the gradient of a convolution's weight",
                                description,
                                images(descriptors, shape, DNNL_ARG_SRC),
                                weight(
                                        description,
                                        dnnl_query_diff_weights_md,
                                        DNNL_ARG_DIFF_WEIGHTS),
                                result(descriptors, shape, DNNL_ARG_DIFF_DST));
                    }
                });
    }

    /** From our layout into that of a forward pass or of the gradient of the images. */
    static Primitive blockedWeight(ThreadContext context, Pass pass, ConvolutionShape shape) {
        return context.primitive(
                shape.key(BLOCK, pass.ordinal()),
                () -> {
                    try (Descriptors descriptors = new Descriptors()) {
                        dnnl_primitive_desc user = describe(pass, descriptors, shape);
                        try {
                            return reorder(
                                    descriptors,
                                    plain(descriptors, shape),
                                    dnnl_primitive_desc_query_md(user, dnnl_query_weights_md, 0));
                        } finally {
                            dnnl_primitive_desc_destroy(user);
                        }
                    }
                });
    }

    /** From the layout of the gradient of the weight into ours. */
    static Primitive plainWeight(ThreadContext context, ConvolutionShape shape) {
        return context.primitive(
                shape.key(PLAIN, 0),
                () -> {
                    try (Descriptors descriptors = new Descriptors()) {
                        dnnl_primitive_desc user = describe(Pass.WEIGHT, descriptors, shape);
                        try {
                            return reorder(
                                    descriptors,
                                    dnnl_primitive_desc_query_md(
                                            user, dnnl_query_diff_weights_md, 0),
                                    plain(descriptors, shape));
                        } finally {
                            dnnl_primitive_desc_destroy(user);
                        }
                    }
                });
    }

    private static Primitive reorder(
            Descriptors descriptors, dnnl_memory_desc from, dnnl_memory_desc to) {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        OneDnn.check(
                dnnl_reorder_primitive_desc_create(
                        description,
                        from,
                        OneDnn.engine(),
                        to,
                        OneDnn.engine(),
                        descriptors.attributes()),
                "describe a change of a weight's layout");
        return new Primitive(
                "a change of a weight's layout",
                description,
                new Primitive.Argument(DNNL_ARG_FROM, from),
                new Primitive.Argument(DNNL_ARG_TO, to));
    }

    private static dnnl_memory_desc plain(Descriptors descriptors, ConvolutionShape shape) {
        return descriptors.strided(shape.weightSizes(), shape.weightStrides());
    }

    private static Primitive.Argument images(
            Descriptors descriptors, ConvolutionShape shape, int number) {
        return new Primitive.Argument(
                number, descriptors.strided(shape.imageSizes(), shape.imageStrides()));
    }

    private static Primitive.Argument result(
            Descriptors descriptors, ConvolutionShape shape, int number) {
        return new Primitive.Argument(
                number, descriptors.strided(shape.resultSizes(), shape.resultStrides()));
    }

    private static Primitive.Argument weight(
            dnnl_primitive_desc description, int query, int number) {
        return new Primitive.Argument(number, dnnl_primitive_desc_query_md(description, query, 0));
    }

    private static dnnl_primitive_desc describe(
            Pass pass, Descriptors descriptors, ConvolutionShape shape) {
        return switch (pass) {
            case FORWARD -> describeForward(descriptors, shape, false);
            case DATA -> describeData(descriptors, shape);
            case WEIGHT -> describeWeight(descriptors, shape);
        };
    }

    private static dnnl_primitive_desc describeForward(
            Descriptors descriptors, ConvolutionShape shape, boolean bias) {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        OneDnn.check(
                dnnl_convolution_forward_primitive_desc_create(
                        description,
                        OneDnn.engine(),
                        dnnl_forward_training,
                        dnnl_convolution_direct,
                        images(descriptors, shape, DNNL_ARG_SRC).descriptor(),
                        descriptors.any(shape.weightSizes()),
                        bias ? descriptors.dense(shape.out()) : null,
                        result(descriptors, shape, DNNL_ARG_DST).descriptor(),
                        shape.strides(),
                        shape.dilations(),
                        shape.paddingBefore(),
                        shape.paddingAfter(),
                        descriptors.attributes()),
                "describe a convolution, " + shape);
        return description;
    }

    private static dnnl_primitive_desc describeData(
            Descriptors descriptors, ConvolutionShape shape) {
        dnnl_primitive_desc hint = describeForward(descriptors, shape, false);
        try {
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            OneDnn.check(
                    dnnl_convolution_backward_data_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            dnnl_convolution_direct,
                            images(descriptors, shape, DNNL_ARG_DIFF_SRC).descriptor(),
                            descriptors.any(shape.weightSizes()),
                            result(descriptors, shape, DNNL_ARG_DIFF_DST).descriptor(),
                            shape.strides(),
                            shape.dilations(),
                            shape.paddingBefore(),
                            shape.paddingAfter(),
                            hint,
                            descriptors.attributes()),
                    "describe the gradient of a convolution's images, " + shape);
            return description;
        } finally {
            dnnl_primitive_desc_destroy(hint);
        }
    }

    private static dnnl_primitive_desc describeWeight(
            Descriptors descriptors, ConvolutionShape shape) {
        dnnl_primitive_desc hint = describeForward(descriptors, shape, false);
        try {
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            OneDnn.check(
                    dnnl_convolution_backward_weights_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            dnnl_convolution_direct,
                            images(descriptors, shape, DNNL_ARG_SRC).descriptor(),
                            descriptors.any(shape.weightSizes()),
                            null,
                            result(descriptors, shape, DNNL_ARG_DIFF_DST).descriptor(),
                            shape.strides(),
                            shape.dilations(),
                            shape.paddingBefore(),
                            shape.paddingAfter(),
                            hint,
                            descriptors.attributes()),
                    "describe the gradient of a convolution's weight, " + shape);
            return description;
        } finally {
            dnnl_primitive_desc_destroy(hint);
        }
    }
}
