package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A reference that is not among these is one whose change wakes nobody. */
class ReferenceNamesTest {
    @Test
    void everyPlaceThatNamesASecretOrAConfigMapIsRead() throws JsonProcessingException {
        var resource = new YAMLMapper().readValue("""
                metadata: {name: shop, namespace: team}
                spec:
                  project: {name: shop, registrySecretRef: {name: registry}}
                  source: {git: {url: "https://git.example.com/shop.git", ref: main, credentials: {name: git}}}
                  compose: {configMapRef: {name: compose}}
                  envFrom: [{secretRef: {name: env}}, {configMapRef: {name: settings}}]
                  ssh: {keySecretRef: {name: ssh}}
                  backend:
                    provider: encore-ts
                    providers: {encore-ts: {secrets: {Key: {secretRef: {name: backend, key: k}}}}}
                  frontend:
                    provider: generic
                    providers: {generic: {builds: [{secrets: [{from: {name: frontend, key: k}}]}]}}
                  build: {providers: {github: {tokenSecretRef: {name: ci, key: token}}}}
                  cloud: {provider: digitalocean, providers: {digitalocean: {tokenSecretRef: {name: cloud, key: token}}}}
                  databases:
                    main:
                      connection: {secretRef: {name: database, key: url}}
                      migrations: {engine: raw, source: {configMapRef: {name: migrations}}}
                """, Stagecraft.class);

        assertEquals(
                new TreeSet<>(Set.of(
                        "configmap/team/compose",
                        "configmap/team/migrations",
                        "configmap/team/settings",
                        "secret/team/backend",
                        "secret/team/ci",
                        "secret/team/cloud",
                        "secret/team/database",
                        "secret/team/env",
                        "secret/team/frontend",
                        "secret/team/git",
                        "secret/team/registry",
                        "secret/team/ssh")),
                new TreeSet<>(ReferenceNames.of(resource)));
    }
}
