package dev.vitrine.learn.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/**
 * An ONNX file: its weights by name, and the graph that says what they are for. The graph is not
 * run.
 *
 * <p>Weights are the initializers and the tensors of Constant nodes. Exporters keep the names of
 * some and make up those of others; {@link #nodes} then tells a weight by its use.
 */
public final class OnnxModel implements AutoCloseable {

    /** Protocol buffers end at 2 GiB, and so do ONNX files; larger weights lie beside them. */
    private static final long MAX_BYTES = Integer.MAX_VALUE;

    /**
     * One operation of the graph.
     *
     * @param operator such as MatMul
     * @param name its own, may be empty
     * @param inputs names of weights, of inputs of the graph, or of outputs of other nodes; empty
     *     where an optional one is left out
     * @param outputs names of what it computes
     */
    public record Node(String operator, String name, List<String> inputs, List<String> outputs) {}

    private final Checkpoint weights;
    private final List<Node> nodes;

    private OnnxModel(Checkpoint weights, List<Node> nodes) {
        this.weights = weights;
        this.nodes = nodes;
    }

    /**
     * Opens a file. The weights stay in it until they are asked for.
     *
     * @throws CheckpointException if it is damaged or is no ONNX model
     * @throws UncheckedIOException if it is missing or cannot be read
     */
    public static OnnxModel open(Path file) {
        try {
            FileBytes bytes = FileBytes.of(file);
            if (bytes.length() > MAX_BYTES) {
                throw new CheckpointException(
                        file, null, "is larger than an ONNX file can be, 2 GiB");
            }
            Onnx.GraphProto graph = parse(file, bytes).getGraph();
            return new OnnxModel(
                    new Checkpoint(file, entries(file, graph), Map.of(), null), nodes(graph));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e, e);
        }
    }

    private static Onnx.ModelProto parse(Path file, FileBytes bytes) {
        ByteString all = ByteString.EMPTY;
        for (ByteBuffer buffer : bytes.buffers()) {
            all = all.concat(UnsafeByteOperations.unsafeWrap(buffer));
        }
        try {
            CodedInputStream in = all.newCodedInput();
            in.enableAliasing(true); // weights stay in the mapped file
            Onnx.ModelProto model = Onnx.ModelProto.parseFrom(in);
            in.checkLastTagWas(0);
            if (!model.hasGraph()) {
                throw new CheckpointException(file, null, "holds no ONNX graph");
            }
            return model;
        } catch (IOException e) {
            throw new CheckpointException(file, null, "is no ONNX model: " + e.getMessage(), e);
        }
    }

    private static Map<String, Entry> entries(Path file, Onnx.GraphProto graph) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Onnx.TensorProto tensor : graph.getInitializerList()) {
            put(file, entries, tensor.getName(), tensor);
        }
        for (Onnx.NodeProto node : graph.getNodeList()) {
            if (!node.getOpType().equals("Constant") || node.getOutputCount() != 1) {
                continue;
            }
            for (Onnx.AttributeProto attribute : node.getAttributeList()) {
                if (attribute.getName().equals("value") && attribute.hasT()) {
                    put(file, entries, node.getOutput(0), attribute.getT());
                }
            }
        }
        return entries;
    }

    private static void put(
            Path file, Map<String, Entry> entries, String name, Onnx.TensorProto tensor) {
        Entry entry = OnnxTensor.entry(file, name, tensor);
        if (entry != null && entries.put(name, entry) != null) {
            throw new CheckpointException(file, name, "is there twice");
        }
    }

    private static List<Node> nodes(Onnx.GraphProto graph) {
        List<Node> nodes = new ArrayList<>();
        for (Onnx.NodeProto node : graph.getNodeList()) {
            nodes.add(
                    new Node(
                            node.getOpType(),
                            node.getName(),
                            List.copyOf(node.getInputList()),
                            List.copyOf(node.getOutputList())));
        }
        return Collections.unmodifiableList(nodes);
    }

    /** The weights by name; open as long as this is. */
    public Checkpoint weights() {
        return weights;
    }

    /** The operations, in the order in which they can be computed. */
    public List<Node> nodes() {
        return nodes;
    }

    @Override
    public void close() {
        weights.close();
    }
}
