package dev.vitrine.papers.transformer;

import dev.vitrine.learn.data.PaddedTokens;
import dev.vitrine.learn.nn.KeyValues;
import dev.vitrine.learn.sequence.IncrementalDecoder;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A Transformer that writes: it keeps the keys and values of all tokens so far. */
final class CachedDecoder implements IncrementalDecoder {

    private final Transformer model;
    private final List<KeyValues> memory = new ArrayList<>();
    private final List<KeyValues> seen = new ArrayList<>();
    private int[] lengths;
    private final int longest;
    private int position;

    @SuppressWarnings("try") // the resources are only closed
    CachedDecoder(Transformer model, PaddedTokens source) {
        this.model = model;
        this.lengths = source.lengths();
        this.longest = source.length();
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            Tensor encoded = model.encode(source);
            for (DecoderLayer layer : model.decoderLayers()) {
                memory.add(keep(scope, layer.remember(encoded)));
                seen.add(null);
            }
        }
    }

    @Override
    @SuppressWarnings("try") // the resources are only closed
    public Tensor next(int... tokens) {
        if (tokens.length != lengths.length) {
            throw new IllegalArgumentException(
                    "decoder: %d tokens for %d rows".formatted(tokens.length, lengths.length));
        }
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            Tensor x = model.embed(tokens, tokens.length, 1, position++);
            for (int i = 0; i < memory.size(); i++) {
                DecoderLayer layer = model.decoderLayers().get(i);
                DecoderLayer.Step step = layer.step(x, seen.get(i), memory.get(i), words());
                replace(seen, i, keep(scope, step.seen()));
                x = step.output();
            }
            Tensor logits = model.logits(model.normedOutput(x));
            return scope.keep(logits.reshape(tokens.length, logits.size(2)));
        }
    }

    private AttentionMask words() {
        boolean full = Arrays.stream(lengths).allMatch(length -> length == longest);
        return full ? AttentionMask.none() : AttentionMask.keys(lengths);
    }

    @Override
    @SuppressWarnings("try") // the resources are only closed
    public void select(int... rows) {
        boolean same = rows.length == lengths.length;
        for (int i = 0; same && i < rows.length; i++) {
            same = rows[i] == i;
        }
        if (same) {
            return;
        }
        lengths = Arrays.stream(rows).map(row -> lengths[row]).toArray();
        try (Tape off = Tape.off()) {
            for (int i = 0; i < memory.size(); i++) {
                replace(memory, i, memory.get(i).select(rows));
                if (seen.get(i) != null) {
                    replace(seen, i, seen.get(i).select(rows));
                }
            }
        }
    }

    private static KeyValues keep(Scope scope, KeyValues values) {
        scope.keep(values.keys());
        scope.keep(values.values());
        return values;
    }

    private static void replace(List<KeyValues> list, int index, KeyValues values) {
        KeyValues before = list.set(index, values);
        if (before != null && before != values) {
            before.keys().close();
            before.values().close();
        }
    }
}
