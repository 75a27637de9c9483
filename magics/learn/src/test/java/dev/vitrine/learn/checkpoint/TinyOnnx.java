package dev.vitrine.learn.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataLocation;
import onnx.Onnx.TensorProto.DataType;
import org.nd4j.shade.protobuf.ByteString;

/** Small ONNX models, with weights in each of the ways in which the format stores them. */
final class TinyOnnx {

    private TinyOnnx() {}

    static byte[] model() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
        graph.addInitializer(raw("raw", 1.5f, -2, 0.25f, 8, 0, 1).addDims(2).addDims(3));
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName("floats")
                        .setDataType(DataType.FLOAT_VALUE)
                        .addDims(2)
                        .addFloatData(3)
                        .addFloatData(4));
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName("halves")
                        .setDataType(DataType.FLOAT16_VALUE)
                        .addDims(2)
                        .addInt32Data(0x3C00)
                        .addInt32Data(0xC000));
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName("longs")
                        .setDataType(DataType.INT64_VALUE)
                        .addDims(3)
                        .addInt64Data(-1)
                        .addInt64Data(0)
                        .addInt64Data(7));
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName("unsigned")
                        .setDataType(DataType.UINT32_VALUE)
                        .addDims(1)
                        .addUint64Data(0xFFFFFFFFL));
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName("double")
                        .setDataType(DataType.DOUBLE_VALUE)
                        .addDoubleData(0.1));
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName("words")
                        .setDataType(DataType.STRING_VALUE)
                        .addDims(1)
                        .addStringData(ByteString.copyFromUtf8("no weight")));
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType("Constant")
                        .addOutput("constant")
                        .addAttribute(
                                AttributeProto.newBuilder()
                                        .setName("value")
                                        .setT(raw("", 42).addDims(1))));
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType("MatMul")
                        .setName("/head/MatMul")
                        .addInput("x")
                        .addInput("raw")
                        .addOutput("y"));
        return ModelProto.newBuilder().setIrVersion(8).setGraph(graph).build().toByteArray();
    }

    /** A model whose only weight, two floats named w, lies in another file. */
    static byte[] external(String location, String offset, String length) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(DataType.FLOAT_VALUE)
                        .addDims(2)
                        .setDataLocation(DataLocation.EXTERNAL)
                        .addExternalData(pair("location", location))
                        .addExternalData(pair("offset", offset))
                        .addExternalData(pair("length", length));
        return of(tensor);
    }

    /** A model with one weight. */
    static byte[] of(TensorProto.Builder tensor) {
        return ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder().addInitializer(tensor))
                .build()
                .toByteArray();
    }

    static TensorProto.Builder raw(String name, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes.array()));
    }

    private static StringStringEntryProto pair(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
