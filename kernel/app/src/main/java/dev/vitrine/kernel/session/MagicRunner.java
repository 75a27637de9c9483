package dev.vitrine.kernel.session;

import java.util.List;

/** Runs magics by name, for cells that call them as functions. */
public interface MagicRunner {

    Object line(String name, List<String> arguments) throws Exception;

    Object cell(String name, List<String> arguments, String body) throws Exception;
}
