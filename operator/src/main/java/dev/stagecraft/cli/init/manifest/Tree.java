package dev.stagecraft.cli.init.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a draft, by path from the directory that init works in. */
public record Tree(SortedMap<String, String> files) {
    /** The directory that holds the overlays. */
    public static final String OVERLAYS = "stagecraft/overlays/";

    private static final String BASE = "stagecraft/base/";

    public Tree {
        files = new TreeMap<>(files);
    }

    /** The same draft gives the same bytes. */
    public static Tree of(Draft draft) {
        var files = new TreeMap<String, String>();
        var shared = SharedCloud.of(draft.environments());
        files.put(BASE + "kustomization.yaml", base(draft));
        draft.configMaps()
                .forEach(map -> map.files().forEach((name, content) -> files.put(BASE + below(map, name), content)));
        files.put(BASE + "stagecraft.yaml", new BasePage(draft, shared).yaml());
        for (Environment environment : draft.environments()) {
            String directory = OVERLAYS + environment.name() + "/";
            files.put(directory + "kustomization.yaml", kustomization(draft.project(), environment.name()));
            files.put(directory + "patch.yaml", new OverlayPage(draft, environment, shared).yaml());
        }
        draft.files().forEach(file -> files.put(file.path(), file.content()));
        return new Tree(files);
    }

    private static String base(Draft draft) {
        var page = new Manifest();
        page.comment(
                "",
                "What is the same in every environment. It is no whole resource: apply an overlay, which adds the rest.");
        page.set("apiVersion", "kustomize.config.k8s.io/v1beta1").set("kind", "Kustomization");
        page.set("resources", BasePage.texts(List.of("stagecraft.yaml")));
        if (!draft.configMaps().isEmpty()) {
            var generators = JsonNodeFactory.instance.arrayNode();
            draft.configMaps().forEach(map -> {
                var files = map.files().keySet().stream()
                        .map(name -> below(map, name))
                        .toList();
                generators.addObject().put("name", map.name()).set("files", BasePage.texts(files));
            });
            page.comment(
                    "configMapGenerator", "Copies of files, as the operator has no Git repository to read them from.");
            page.set("configMapGenerator", generators);
            page.set("generatorOptions/disableNameSuffixHash", JsonNodeFactory.instance.booleanNode(true));
        }
        return page.yaml();
    }

    private static String below(Draft.ConfigMap map, String name) {
        return map.directory().isEmpty() ? name : map.directory() + "/" + name;
    }

    private static String kustomization(String project, String environment) {
        return """
                # kubectl apply -k stagecraft/overlays/%2$s
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                # namespace: %1$s   # where the resource and its Secrets are; without it the one that kubectl is told
                resources: [../../base]
                patches:
                  - path: patch.yaml
                    target: {group: stagecraft.dev, kind: Stagecraft, name: %1$s}
                    options: {allowNameChange: true}   # the patch names the resource %1$s-%2$s
                """.formatted(project, environment);
    }
}
