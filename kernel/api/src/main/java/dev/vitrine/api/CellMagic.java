package dev.vitrine.api;

import java.util.List;

/** The code behind {@code %%name arguments} and the rest of its cell. */
@FunctionalInterface
public interface CellMagic extends MagicCompletion {

    /**
     * @param arguments split at spaces; double quotes group
     * @param body the cell without its first line
     * @return the value of the magic, shown like an expression's value; null shows nothing
     * @throws IllegalArgumentException for wrong arguments or a wrong body; the message is shown
     *     without a stack trace
     */
    Object run(List<String> arguments, String body) throws Exception;
}
