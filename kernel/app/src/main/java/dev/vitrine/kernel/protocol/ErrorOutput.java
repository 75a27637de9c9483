package dev.vitrine.kernel.protocol;

import java.util.List;

/**
 * Content of {@code error}.
 *
 * @param ename class of the error
 * @param evalue its message
 * @param traceback lines to show, with ANSI colours
 */
public record ErrorOutput(String ename, String evalue, List<String> traceback) {}
