package dev.vitrine.kernel.protocol;

import java.util.List;

/**
 * Content of {@code kernel_info_reply}.
 *
 * @param supportedFeatures optional parts of the protocol, by the names of the specification
 */
public record KernelInfoReply(
        String status,
        String protocolVersion,
        String implementation,
        String implementationVersion,
        LanguageInfo languageInfo,
        String banner,
        List<HelpLink> helpLinks,
        List<String> supportedFeatures) {

    /**
     * The language of the cells.
     *
     * @param name lower case; front ends choose their highlighting by it
     * @param fileExtension of an exported script, with its dot
     * @param codemirrorMode a name, or a map with options
     */
    public record LanguageInfo(
            String name,
            String version,
            String mimetype,
            String fileExtension,
            String pygmentsLexer,
            Object codemirrorMode,
            String nbconvertExporter) {}

    /** An entry of the Help menu. */
    public record HelpLink(String text, String url) {}
}
