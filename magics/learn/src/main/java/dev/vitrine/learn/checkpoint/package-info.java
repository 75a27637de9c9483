/**
 * Weights in files: safetensors, NumPy's npz and npy, and the weights of ONNX models.
 *
 * <p>{@link dev.vitrine.learn.checkpoint.Checkpoint} opens any of them and gives arrays by name;
 * {@link dev.vitrine.learn.checkpoint.CheckpointWriter} writes safetensors and npz. Readers trust
 * nothing: sizes are checked against the file before memory is taken, and what does not fit ends in
 * a {@link dev.vitrine.learn.checkpoint.CheckpointException} that names file, array and fault.
 */
package dev.vitrine.learn.checkpoint;
