package dev.vitrine.papers.recurrent;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Losses;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A language model of characters: it reads a text one character at a time, and says after each how
 * probable every character is to come next.
 */
public final class CharacterModel extends Layer {

    private final Tensor embedding;
    private final RecurrentCell cell;
    private final Linear softmax;

    /**
     * @param cell what remembers
     * @param width of the cell's input, W
     * @param hidden width of what the cell gives out
     * @param characters how many there are
     */
    private CharacterModel(
            RecurrentCell cell, int width, int hidden, int characters, Initializer init) {
        embedding = parameter("embedding", init.normal(0.1, characters, width));
        this.cell = child("cell", cell);
        softmax = child("softmax", new Linear(hidden, characters, init));
    }

    /** A plain recurrent network. */
    public static CharacterModel rnn(IntegrationKind kind, int hidden, int characters, long seed) {
        Initializer init = initializer(seed);
        return new CharacterModel(
                new RnnCell(hidden, hidden, kind, init), hidden, hidden, characters, init);
    }

    /** A long short-term memory. */
    public static CharacterModel lstm(IntegrationKind kind, int hidden, int characters, long seed) {
        Initializer init = initializer(seed);
        return new CharacterModel(
                new LstmCell(hidden, hidden, kind, init), hidden, hidden, characters, init);
    }

    private static Initializer initializer(long seed) {
        return new Initializer(new Seed(seed).child("parameters").philox(), DType.FLOAT);
    }

    /**
     * What comes after each character of some texts, read from the start.
     *
     * @param texts numbers of characters, all texts of one length T
     * @return logits (T, B, characters)
     */
    public Tensor forward(int[][] texts) {
        int rows = texts.length;
        int steps = texts[0].length;
        int[] inTurn = new int[rows * steps];
        for (int t = 0; t < steps; t++) {
            for (int row = 0; row < rows; row++) {
                inTurn[t * rows + row] = texts[row][t];
            }
        }
        Tensor read = cell.read(embedding.indexSelect(0, inTurn)); // (T B, width)
        List<Tensor> state = cell.start(rows);
        List<Tensor> outputs = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            state = cell.step(read.slice(0, (long) t * rows, (t + 1L) * rows), state);
            outputs.add(state.get(0));
        }
        Tensor all = Tensor.concat(0, outputs.toArray(Tensor[]::new)); // (T B, H)
        return softmax.forward(all).reshape(steps, rows, embedding.size(0));
    }

    /** Mean cross-entropy of the next character, in nats, over a batch. */
    public Tensor loss(CharacterBatch batch) {
        Tensor logits = forward(batch.inputs());
        return Losses.crossEntropy(
                logits.reshape(logits.size(0) * logits.size(1), logits.size(2)), batch.labels());
    }

    /**
     * Bits per character of texts that were cut into windows, each read from the start.
     *
     * @param batchSize windows at a time
     */
    @SuppressWarnings("try") // the resources are only closed
    public double bitsPerCharacter(CharacterWindows windows, int batchSize) {
        double nats = 0;
        int count = 0;
        eval();
        for (int from = 0; from < windows.size(); from += batchSize) {
            CharacterBatch batch = windows.range(from, Math.min(windows.size(), from + batchSize));
            try (Tape off = Tape.off();
                    Scope scope = Scope.open()) {
                nats += loss(batch).item() * batch.size();
            }
            count += batch.size();
        }
        return nats / count / Math.log(2);
    }
}
