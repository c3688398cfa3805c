package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.BuildSpec;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.build.SecretPush;
import dev.stagecraft.provider.app.ErrorCode;
import dev.stagecraft.provider.app.SecretSync;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The secrets that a provider wants to have where its framework keeps them, with their values.
 *
 * @param path of the provider's configuration
 */
record SecretPushes(List<SecretSync> wanted, Environment environment, String path) {

    /** Refuses what nobody would carry out. */
    void check(String executor, Collection<Recipe> recipes) {
        if (!wanted.isEmpty() && !executor.equals(BuildSpec.HOST)) {
            throw Rejected.at(
                    ErrorCode.PROVIDER_NOT_AVAILABLE.label(),
                    path,
                    "secrets are brought to where the framework keeps them by spec.build.executor host only, as they need its"
                            + " login on the machine that builds; take that executor, or leave this to somebody else");
        }
        for (var sync : wanted) {
            if (recipes.stream().noneMatch(recipe -> recipe.context().equals(sync.directory()))) {
                throw Rejected.at(
                        ErrorCode.INVALID_PROJECT.label(),
                        path,
                        "the secret " + sync.variable() + " is to be brought from the directory '" + sync.directory()
                                + "', of which no service is built");
            }
        }
    }

    /** Those of the directory that is built. */
    List<SecretPush> of(Recipe recipe) {
        var pushes = new ArrayList<SecretPush>();
        for (var sync : wanted) {
            if (sync.directory().equals(recipe.context())) {
                var value = environment.values().get(sync.variable());
                if (value == null) {
                    throw Rejected.at(
                            ErrorCode.INVALID_CONFIG.label(),
                            path,
                            "the application gets no variable " + sync.variable()
                                    + ", which is to be brought to where its framework keeps it");
                }
                pushes.add(new SecretPush(sync.variable(), sync.command(), value));
            }
        }
        return pushes;
    }
}
