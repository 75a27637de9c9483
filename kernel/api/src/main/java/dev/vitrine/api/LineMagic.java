package dev.vitrine.api;

import java.util.List;

/** The code behind {@code %name arguments}. */
@FunctionalInterface
public interface LineMagic extends MagicCompletion {

    /**
     * @param arguments split at spaces; double quotes group
     * @return the value of the magic, shown like an expression's value when it stands alone; null
     *     shows nothing
     * @throws IllegalArgumentException for wrong arguments; the message is shown without a stack
     *     trace
     */
    Object run(List<String> arguments) throws Exception;
}
