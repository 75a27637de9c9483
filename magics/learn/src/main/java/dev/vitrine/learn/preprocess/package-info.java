/**
 * Preprocessing written as big_vision writes it, {@code
 * "decode|resize_small(256)|central_crop(224)|value_range(-1,1)"}: a string that says what happens
 * to an example, and stands in a recipe like any other setting.
 *
 * <p>{@link dev.vitrine.learn.preprocess.Preprocess} parses and applies it; {@link
 * dev.vitrine.learn.preprocess.PreprocessOps} has the operations and takes more. Names, defaults
 * and arithmetic follow google-research/big_vision, commit 0127fb6b337e, {@code pp/}. Not built:
 * {@code lookup}, {@code rag_tensor}, {@code flatten}, {@code reshape}, {@code squeeze_last_dim}
 * and {@code convert_to_video}, since examples are no nests of tensors here; {@code
 * choice_no_replacement}, which counts how often it has seen an example, where all of these depend
 * on the example and a seed alone. Tokenizers belong to the papers that bring their vocabulary.
 * JPEG files are decoded as by {@code decode(precise=True)}, also without; colours become grey with
 * rounding, where TensorFlow's PNG decoder cuts off.
 */
package dev.vitrine.learn.preprocess;
