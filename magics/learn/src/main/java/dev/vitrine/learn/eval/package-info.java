/**
 * What a trained model is worth: accuracy and confusion, BLEU, calibration, what its features are
 * good for (few-shot regression, nearest neighbours), zero-shot and retrieval with texts, and a
 * paper's claims put to the test. Protocols are big_vision's, {@code evaluators/}.
 */
package dev.vitrine.learn.eval;
