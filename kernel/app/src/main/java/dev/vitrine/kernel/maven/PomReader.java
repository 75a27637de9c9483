package dev.vitrine.kernel.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelProblem;
import org.apache.maven.repository.internal.ArtifactDescriptorUtils;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactProperties;
import org.eclipse.aether.artifact.ArtifactType;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.artifact.DefaultArtifactType;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * Reads the effective model of a project: parents, properties, profiles and imported management are
 * worked in.
 */
final class PomReader {

    private final LocalMaven maven;
    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;

    PomReader(LocalMaven maven, MavenSession session, List<RemoteRepository> repositories) {
        this.maven = maven;
        system = session.system();
        this.session = session.aether();
        this.repositories = repositories;
    }

    /** What a project needs; each dependency with the scope that the POM gives it. */
    record Pom(
            List<Dependency> dependencies,
            List<Dependency> managed,
            List<RemoteRepository> repositories) {}

    /**
     * @param profiles to activate, or not to, after an exclamation mark; besides those of
     *     settings.xml and those that activate themselves
     */
    Pom read(PomSource source, List<String> profiles) throws ResolutionException {
        Model model = effectiveModel(source, profiles);
        List<Dependency> dependencies = new ArrayList<>();
        for (org.apache.maven.model.Dependency dependency : model.getDependencies()) {
            dependencies.add(convert(dependency));
        }
        List<Dependency> managed = new ArrayList<>();
        DependencyManagement management = model.getDependencyManagement();
        if (management != null) {
            for (org.apache.maven.model.Dependency dependency : management.getDependencies()) {
                managed.add(convert(dependency));
            }
        }
        List<RemoteRepository> own =
                model.getRepositories().stream()
                        .map(ArtifactDescriptorUtils::toRemoteRepository)
                        .toList();
        return new Pom(dependencies, managed, own);
    }

    private Model effectiveModel(PomSource source, List<String> profiles)
            throws ResolutionException {
        DefaultModelBuildingRequest request = new DefaultModelBuildingRequest();
        request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
        request.setProcessPlugins(false);
        request.setSystemProperties(properties(session.getSystemProperties()));
        request.setUserProperties(properties(session.getUserProperties()));
        List<String> active = new ArrayList<>(maven.activeProfiles());
        profiles.stream().filter(id -> !id.startsWith("!")).forEach(active::add);
        request.setActiveProfileIds(active);
        request.setInactiveProfileIds(
                profiles.stream()
                        .filter(id -> id.startsWith("!"))
                        .map(id -> id.substring(1))
                        .toList());
        request.setModelResolver(new RepositoryModelResolver(system, session, repositories));
        if (source instanceof PomSource.PomFile file) {
            request.setPomFile(file.path().toFile());
        } else if (source instanceof PomSource.PomText text) {
            request.setModelSource(new CellModelSource(text.xml()));
        }
        try {
            return new DefaultModelBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveModel();
        } catch (ModelBuildingException failure) {
            String problems =
                    failure.getProblems().stream()
                            .filter(
                                    problem ->
                                            problem.getSeverity() != ModelProblem.Severity.WARNING)
                            .map(PomReader::describe)
                            .collect(Collectors.joining("\n  "));
            throw new ResolutionException("The POM cannot be used:\n  " + problems, failure);
        }
    }

    private static String describe(ModelProblem problem) {
        String line = problem.getLineNumber() > 0 ? " (line " + problem.getLineNumber() + ")" : "";
        return problem.getMessage() + line;
    }

    private static Properties properties(Map<String, String> map) {
        Properties properties = new Properties();
        properties.putAll(map);
        return properties;
    }

    private Dependency convert(org.apache.maven.model.Dependency dependency) {
        ArtifactType known = session.getArtifactTypeRegistry().get(dependency.getType());
        ArtifactType type = known == null ? new DefaultArtifactType(dependency.getType()) : known;
        String systemPath = dependency.getSystemPath();
        Map<String, String> localPath =
                systemPath == null ? null : Map.of(ArtifactProperties.LOCAL_PATH, systemPath);
        Artifact artifact =
                new DefaultArtifact(
                        dependency.getGroupId(),
                        dependency.getArtifactId(),
                        dependency.getClassifier(),
                        null,
                        dependency.getVersion(),
                        localPath,
                        type);
        if (systemPath != null) {
            artifact = artifact.setFile(new File(systemPath));
        }
        List<Exclusion> exclusions =
                dependency.getExclusions().stream()
                        .map(
                                exclusion ->
                                        new Exclusion(
                                                exclusion.getGroupId(),
                                                exclusion.getArtifactId(),
                                                "*",
                                                "*"))
                        .toList();
        String scope = dependency.getScope() == null ? "" : dependency.getScope();
        Boolean optional = dependency.getOptional() == null ? null : dependency.isOptional();
        return new Dependency(artifact, scope, optional, exclusions);
    }
}
