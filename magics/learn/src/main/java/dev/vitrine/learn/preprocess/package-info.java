/**
 * Preprocessing written as big_vision writes it, {@code
 * "decode|resize_small(256)|central_crop(224)|value_range(-1,1)"}: a string that says what happens
 * to an example, and stands in a recipe like any other setting.
 *
 * <p>{@link dev.vitrine.learn.preprocess.Preprocess} parses and applies it; {@link
 * dev.vitrine.learn.preprocess.PreprocessOps} has the operations and takes more. Names, defaults
 * and arithmetic follow google-research/big_vision, commit 0127fb6b337e, {@code pp/}. Not built:
 * {@code randaug}, {@code lookup}, {@code rag_tensor}, {@code flatten}, {@code reshape} and {@code
 * convert_to_video}; tokenizers belong to the papers that bring their vocabulary.
 */
package dev.vitrine.learn.preprocess;
