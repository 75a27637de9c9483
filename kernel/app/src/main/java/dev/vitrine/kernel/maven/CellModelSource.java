package dev.vitrine.kernel.maven;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelSource2;

/**
 * A POM that is written in a cell; it stands in the working directory, so a parent may be given by
 * relative path.
 */
record CellModelSource(String xml) implements ModelSource2 {

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String getLocation() {
        return "the cell";
    }

    @Override
    public URI getLocationURI() {
        return Path.of("pom.xml").toUri();
    }

    @Override
    public ModelSource2 getRelatedSource(String relativePath) {
        Path path = Path.of(relativePath).toAbsolutePath().normalize();
        Path pom = Files.isDirectory(path) ? path.resolve("pom.xml") : path;
        return Files.isRegularFile(pom) ? new FileModelSource(pom.toFile()) : null;
    }
}
