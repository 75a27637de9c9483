package dev.vitrine.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.Extension;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.learn.eval.Claim;
import dev.vitrine.learn.eval.Claims;
import dev.vitrine.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class VitrineExtensionTests {

    /** What the kernel imports into every cell by itself, besides java.lang. */
    private static final List<String> JAVA =
            List.of(
                    "java.lang",
                    "java.io",
                    "java.math",
                    "java.net",
                    "java.nio.file",
                    "java.time",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.function",
                    "java.util.prefs",
                    "java.util.regex",
                    "java.util.stream");

    private static RecordingKernel installed() {
        RecordingKernel kernel = new RecordingKernel();
        new VitrineExtension().install(kernel);
        return kernel;
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Extension.class))
                .hasAtLeastOneElementOfType(VitrineExtension.class);
    }

    @Test
    void registersWhatANotebookShows() {
        RecordingKernel kernel = installed();

        assertThat(kernel.renderers().render(Table.create("t", IntColumn.create("a", 1))).data())
                .containsKey(MimeBundle.HTML);
        assertThat(kernel.renderers().render(IntColumn.create("a", 1)).data())
                .containsKey(MimeBundle.HTML);
        assertThat(kernel.renderers().render(new XYChartBuilder().build()).data())
                .containsKey(MimeBundle.PNG);
        assertThat(kernel.renderers().render(Tensor.zeros(2, 2)).data())
                .containsKey(MimeBundle.HTML);
        assertThat(kernel.lineMagics).containsKeys("device", "seed");
        assertThat(kernel.cellMagics).containsKey("train");
    }

    @Test
    void claimsSayWhetherTheyHoldByMarkWordAndColour() {
        Claims claims =
                Claims.of(
                        Claim.atLeast("accuracy <b>", "88 %", 0.98, 0.975),
                        Claim.atMost("loss", "low", 3, 1));

        MimeBundle bundle = installed().renderers().render(claims);

        assertThat((String) bundle.data().get(MimeBundle.HTML))
                .contains(
                        "<td class=\"good\">✔ holds</td>",
                        "<td class=\"bad\">✘ does not hold</td>",
                        "accuracy &lt;b&gt;");
        assertThat((String) bundle.data().get(MimeBundle.TEXT))
                .contains("✔ holds", "✘ does not hold");
    }

    /** docs/adding-a-paper.md: one line here, and what each package has. */
    @Test
    void everyPaperIsImportedAndDescribed() throws IOException {
        Path papers = Path.of("..", "papers", "src", "main", "java", "dev", "vitrine", "papers");
        List<Path> packages;
        try (Stream<Path> files = Files.list(papers)) {
            packages = files.filter(Files::isDirectory).sorted().toList();
        }
        assertThat(packages).isNotEmpty();
        for (Path paper : packages) {
            assertThat(installed().imports)
                    .contains("dev.vitrine.papers." + paper.getFileName() + ".*");
            assertThat(paper.resolve("package-info.java")).exists();
        }
    }

    @Test
    void noNameIsImportedFromTwoPackages() throws IOException {
        Map<String, List<String>> packagesByName = new TreeMap<>();
        List<String> packages = new ArrayList<>(JAVA);
        for (String name : installed().imports) {
            String packageName = name.substring(0, name.lastIndexOf('.'));
            if (name.endsWith(".*")) {
                packages.add(packageName);
            } else {
                packagesByName
                        .computeIfAbsent(
                                name.substring(packageName.length() + 1), t -> new ArrayList<>())
                        .add(packageName);
            }
        }
        for (String name : packages) {
            List<String> types = publicTypes(name);
            assertThat(types).as(name).isNotEmpty();
            types.forEach(
                    type -> packagesByName.computeIfAbsent(type, t -> new ArrayList<>()).add(name));
        }

        packagesByName.values().removeIf(found -> found.size() < 2);

        assertThat(packagesByName).isEmpty();
    }

    /**
     * In a JVM of its own, since the classes that installing must not load are loaded by other
     * tests here.
     */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void installingLoadsNoNativeCodeAndNoFonts() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xlog:class+load",
                                "-cp",
                                System.getProperty("java.class.path"),
                                InstallOnly.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes());
        }

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("dev.vitrine.extension.VitrineExtension ")
                .doesNotContain(
                        " org.nd4j.linalg.factory.Nd4j ",
                        " org.bytedeco.javacpp.Loader ",
                        " java.awt.Toolkit ",
                        " java.awt.Font ",
                        " java.awt.image.BufferedImage ",
                        " dev.vitrine.tensor.Device ");
    }

    /** Installs the extension and ends. */
    static final class InstallOnly {
        public static void main(String[] arguments) {
            new VitrineExtension().install(new RecordingKernel());
        }
    }

    private static List<String> publicTypes(String packageName) throws IOException {
        List<String> names = new ArrayList<>();
        String folder = packageName.replace('.', '/');
        for (URL url :
                Collections.list(
                        VitrineExtensionTests.class.getClassLoader().getResources(folder))) {
            if (url.openConnection() instanceof JarURLConnection jar) {
                jar.getJarFile().stream()
                        .map(entry -> entry.getName())
                        .filter(
                                name ->
                                        name.startsWith(folder + "/")
                                                && name.lastIndexOf('/') == folder.length())
                        .forEach(name -> names.add(name.substring(folder.length() + 1)));
            } else {
                addFolder(Path.of(URI.create(url.toString())), names);
            }
        }
        if (packageName.startsWith("java.")) {
            addFolder(
                    FileSystems.getFileSystem(URI.create("jrt:/"))
                            .getPath("modules", "java.base", folder),
                    names);
            addFolder(
                    FileSystems.getFileSystem(URI.create("jrt:/"))
                            .getPath("modules", "java.prefs", folder),
                    names);
        }
        return names.stream()
                .filter(
                        name ->
                                name.endsWith(".class")
                                        && !name.contains("$")
                                        && !name.contains("-info"))
                .map(name -> name.substring(0, name.length() - ".class".length()))
                .filter(name -> isPublic(packageName + "." + name))
                .distinct()
                .toList();
    }

    private static void addFolder(Path folder, List<String> names) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            }
        }
    }

    private static boolean isPublic(String name) {
        try {
            return java.lang.reflect.Modifier.isPublic(
                    Class.forName(name, false, VitrineExtensionTests.class.getClassLoader())
                            .getModifiers());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
