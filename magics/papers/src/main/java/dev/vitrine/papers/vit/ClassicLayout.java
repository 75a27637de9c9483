package dev.vitrine.papers.vit;

import dev.vitrine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns parameters of the original layout, with a position for the class token, into big_vision's.
 */
public final class ClassicLayout {

    private ClassicLayout() {}

    /**
     * Adds the class token's position to the token itself, and keeps the other positions. The model
     * computes the same function as before.
     *
     * @param state parameters of a model whose configuration is classic: {@code pos_embedding} (1,
     *     N + 1, D)
     * @return parameters for the same configuration that is not: {@code pos_embedding} (1, N, D)
     * @throws IllegalArgumentException if there is no class token or position embedding
     */
    public static Map<String, Tensor> fold(Map<String, Tensor> state) {
        Tensor positions = state.get("pos_embedding");
        Tensor token = state.get("cls");
        if (positions == null || token == null) {
            throw new IllegalArgumentException(
                    "the classic layout has pos_embedding and cls, found only " + state.keySet());
        }
        Map<String, Tensor> folded = new LinkedHashMap<>(state);
        folded.put("cls", token.add(positions.slice(1, 0, 1)).detach());
        folded.put("pos_embedding", positions.slice(1, 1, positions.size(1)).detach());
        return folded;
    }
}
