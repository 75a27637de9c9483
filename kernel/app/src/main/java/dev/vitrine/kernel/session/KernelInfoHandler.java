package dev.vitrine.kernel.session;

import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.KernelInfoReply;
import dev.vitrine.kernel.protocol.KernelInfoReply.HelpLink;
import dev.vitrine.kernel.protocol.KernelInfoReply.LanguageInfo;
import dev.vitrine.kernel.protocol.KernelInfoRequest;
import java.util.List;
import java.util.Optional;

/** Answers kernel_info_request: Java, and which one. */
final class KernelInfoHandler implements Handler<KernelInfoRequest, KernelInfoReply> {

    @Override
    public KernelInfoReply handle(KernelInfoRequest request) {
        String version = version();
        String javaVersion = System.getProperty("java.version");
        String banner =
                "Vitrine "
                        + version
                        + ", Java "
                        + javaVersion
                        + " ("
                        + System.getProperty("java.vendor")
                        + ")";
        return new KernelInfoReply(
                "ok",
                Header.PROTOCOL_VERSION,
                "vitrine",
                version,
                new LanguageInfo(
                        "java",
                        javaVersion,
                        "text/x-java-source",
                        ".java",
                        "java",
                        "text/x-java",
                        "script"),
                banner,
                helpLinks(),
                List.of("kernel subshells"));
    }

    private static List<HelpLink> helpLinks() {
        String documentation =
                "https://docs.oracle.com/en/java/javase/"
                        + Runtime.version().feature()
                        + "/docs/api/";
        return List.of(
                new HelpLink("Java API", documentation),
                new HelpLink("Learn Java", "https://dev.java/learn/"));
    }

    private static String version() {
        return Optional.ofNullable(KernelInfoHandler.class.getPackage().getImplementationVersion())
                .orElse("0.1.0-SNAPSHOT");
    }
}
