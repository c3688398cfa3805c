package dev.stagecraft.source.git;

import dev.stagecraft.source.GitCredentials;
import java.util.Optional;

/**
 * What a kept commit is found by. The credentials are part of it: who knows the id of a commit may not for that alone
 * read it.
 *
 * @param commit full id
 */
record TreeKey(String url, Optional<GitCredentials.Basic> credentials, String commit) {
    static TreeKey of(GitRequest request, String commit) {
        return new TreeKey(request.url().toString(), request.credentials(), commit);
    }
}
