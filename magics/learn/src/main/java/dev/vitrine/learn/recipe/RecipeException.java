package dev.vitrine.learn.recipe;

/** A recipe names a setting that does not exist, or gives one a value that it cannot have. */
public final class RecipeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String key;

    RecipeException(String key, String message) {
        super(message);
        this.key = key;
    }

    /** The setting that is wrong, as the recipe writes it. */
    public String key() {
        return key;
    }
}
