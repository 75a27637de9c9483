package dev.vitrine.learn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weights of a real model: our BERT with them computes what ONNX Runtime computes. */
class OnnxBertTests {

    private static final List<String> SENTENCES =
            List.of(
                    "A vision transformer cuts an image into patches.",
                    "Pictures are split into tiles before the network reads them.",
                    "The recipe needs two onions, garlic and a tin of tomatoes.",
                    "Hello!");

    @TempDir Path folder;

    @Test
    @SuppressWarnings("try") // the tape and the scope are only closed
    void sentenceEmbeddingsAreThoseOfOnnxRuntime() throws Exception {
        Path file = resource("/all-minilm-l6-v2.onnx", "model.onnx");
        WordPieces words;
        try (InputStream tokenizer =
                getClass().getResourceAsStream("/all-minilm-l6-v2-tokenizer.json")) {
            words = new WordPieces(tokenizer);
        }
        MiniLm bert = new MiniLm();
        try (OnnxModel model = OnnxModel.open(file)) {
            weights(model).loadInto(bert);
        }
        assertThat(bert.parameterCount())
                .isEqualTo(22_565_376); // of 22,713,216, the pooler left out
        try (OrtEnvironment runtime = OrtEnvironment.getEnvironment();
                OrtSession session = runtime.createSession(file.toString());
                Tape off = Tape.off();
                Scope scope = Scope.open()) {
            float[][] ours = new float[SENTENCES.size()][];
            for (int i = 0; i < ours.length; i++) {
                int[] tokens = words.tokens(SENTENCES.get(i));
                ours[i] = bert.embed(tokens).toFloatArray();
                assertThat(ours[i])
                        .as(SENTENCES.get(i))
                        .containsExactly(reference(runtime, session, tokens), within(1e-5f));
            }
            assertThat(dot(ours[0], ours[1])).isGreaterThan(dot(ours[0], ours[2]) + 0.2);
        }
    }

    /**
     * The exporter kept the names of biases and norms, but not those of matrices; the node that
     * multiplies by one tells which it is: /encoder/layer.0/output/dense/MatMul.
     */
    private static Checkpoint weights(OnnxModel model) {
        Map<String, String> names = new HashMap<>();
        for (OnnxModel.Node node : model.nodes()) {
            if (node.operator().equals("MatMul")) {
                String path = node.name().substring(1).replace("/MatMul", ".weight");
                names.put(node.inputs().get(1), path.replace('/', '.'));
            }
        }
        return model.weights()
                .renamed(
                        name -> {
                            boolean named = name.matches("(embeddings|encoder)\\..*");
                            return named && !name.endsWith("position_ids") ? name : names.get(name);
                        });
    }

    private Path resource(String name, String as) throws Exception {
        try (InputStream in = getClass().getResourceAsStream(name)) {
            Path file = folder.resolve(as);
            Files.copy(in, file);
            return file;
        }
    }

    private static float[] reference(OrtEnvironment runtime, OrtSession session, int[] tokens)
            throws OrtException {
        int n = tokens.length;
        long[][] ids = {IntStream.of(tokens).asLongStream().toArray()};
        long[][] ones = {IntStream.range(0, n).mapToLong(i -> 1).toArray()};
        try (OnnxTensor input = OnnxTensor.createTensor(runtime, ids);
                OnnxTensor mask = OnnxTensor.createTensor(runtime, ones);
                OnnxTensor types = OnnxTensor.createTensor(runtime, new long[1][n]);
                OrtSession.Result result =
                        session.run(
                                Map.of(
                                        "input_ids",
                                        input,
                                        "attention_mask",
                                        mask,
                                        "token_type_ids",
                                        types))) {
            float[][] states = ((float[][][]) result.get(0).getValue())[0];
            float[] mean = new float[states[0].length];
            for (float[] state : states) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += state[i] / n;
                }
            }
            float length = (float) Math.sqrt(dot(mean, mean));
            for (int i = 0; i < mean.length; i++) {
                mean[i] /= length;
            }
            return mean;
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
