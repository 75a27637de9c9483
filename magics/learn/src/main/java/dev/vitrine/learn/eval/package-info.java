/** What a trained model is worth: accuracy, confusion, and a paper's claims put to the test. */
package dev.vitrine.learn.eval;
