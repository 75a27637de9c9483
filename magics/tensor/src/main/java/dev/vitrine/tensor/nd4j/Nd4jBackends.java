package dev.vitrine.tensor.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which ND4J backends are on the class path, found without starting ND4J. */
final class Nd4jBackends {

    private static final String CPU = "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class";
    private static final String CUDA = "org/nd4j/linalg/jcublas/JCublasBackend.class";

    private Nd4jBackends() {}

    static boolean hasCpu() {
        return has(CPU);
    }

    static boolean hasCuda() {
        return has(CUDA);
    }

    private static boolean has(String resource) {
        return Nd4jBackends.class.getClassLoader().getResource(resource) != null;
    }

    /** Version of the CPU backend as its jar says, or an empty text. */
    static String cpuVersion() {
        try (InputStream in =
                Nd4jBackends.class
                        .getClassLoader()
                        .getResourceAsStream(
                                "META-INF/maven/org.nd4j/nd4j-native/pom.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "");
        } catch (IOException e) {
            return "";
        }
    }
}
