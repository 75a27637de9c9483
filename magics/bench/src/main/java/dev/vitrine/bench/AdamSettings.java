package dev.vitrine.bench;

/** AdamW's settings in all training steps here. */
final class AdamSettings {

    static final float LEARNING_RATE = 1e-4f;
    static final float BETA1 = 0.9f;
    static final float BETA2 = 0.999f;
    static final float EPSILON = 1e-8f;
    static final float DECAY = 0.05f;

    private AdamSettings() {}
}
