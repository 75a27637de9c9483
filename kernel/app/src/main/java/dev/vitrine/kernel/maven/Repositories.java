package dev.vitrine.kernel.maven;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.aether.repository.RemoteRepository;

/** The repositories of one notebook by id, in the order in which they are asked. */
final class Repositories {

    private final Map<String, RemoteRepository> all = new LinkedHashMap<>();

    Repositories(List<RemoteRepository> first) {
        first.forEach(repository -> all.put(repository.getId(), repository));
    }

    Map<String, RemoteRepository> all() {
        return new LinkedHashMap<>(all);
    }

    /** Adds one, or gives one that is there another address. */
    void put(String id, String url) throws ResolutionException {
        all.put(id, LocalMaven.repository(id, checkedUrl(url)));
    }

    /** Keeps those that a request brought; earlier ones of the same id stay. */
    void keep(Map<String, RemoteRepository> more) {
        more.forEach(all::putIfAbsent);
    }

    /**
     * The repository of an id or an address.
     *
     * @throws ResolutionException if there is none; names those that there are
     */
    RemoteRepository find(String name) throws ResolutionException {
        RemoteRepository byId = all.get(name);
        if (byId != null) {
            return byId;
        }
        if (!name.contains("/")) {
            throw new ResolutionException(
                    "There is no repository "
                            + name
                            + "; there are "
                            + String.join(", ", all.keySet())
                            + ". %mavenRepo adds one, or give its address");
        }
        String url = checkedUrl(name);
        for (RemoteRepository repository : all.values()) {
            if (repository.getUrl().equals(url)) {
                return repository;
            }
        }
        // The local repository remembers where an artifact came from by this id.
        return LocalMaven.repository(url.replaceAll("[^A-Za-z0-9.]+", "-"), url);
    }

    /**
     * @param url an address or a folder
     * @return the address
     */
    static String checkedUrl(String url) throws ResolutionException {
        Path folder = url.contains("://") || url.startsWith("file:") ? null : Path.of(url);
        if (folder != null && Files.isDirectory(folder)) {
            return folder.toUri().toString();
        }
        try {
            String scheme = new URI(url).getScheme();
            if (scheme != null && Set.of("http", "https", "file").contains(scheme)) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            throw new ResolutionException(
                    "\"" + url + "\" is no address: " + malformed.getMessage(), malformed);
        }
        throw new ResolutionException(
                "\""
                        + url
                        + "\" is no address of a repository: neither a folder, nor http, https or file");
    }
}
