package dev.stagecraft.provider.ci.github;

/**
 * The parts of the workflow file. Words between {@code <<} and {@code >>} are filled in by {@link WorkflowText}. What comes from outside
 * reaches a script as a variable and never as a part of its text.
 */
final class WorkflowSteps {
    /** A run that fails in this step says something about the registry's login, and nothing about the build. */
    static final String LOG_IN = "Log in to the registry";

    static final String HEAD = """
            # Written by Stagecraft for the resource <<namespace>>/<<name>>; change its spec.build.providers.github and have it written anew.
            # The operator starts it for each image that it needs, and finds the run again by its name.
            name: Stagecraft
            run-name: ${{ inputs.correlation && format('Build {0} {1}', inputs.service, inputs.correlation) || '' }}

            on:
              workflow_dispatch:
                inputs:
                  correlation: {description: By what the operator finds this run again, required: true, type: string}
                  service: {description: Service of the Compose file, required: true, type: string}
                  image: {description: Repository and tag to push, required: true, type: string}
                  commit: {description: Full id of the commit to build, required: true, type: string}
                  context: {description: Directory of the repository, required: true, type: string}
                  dockerfile: {description: File of the repository, required: true, type: string}
                  target: {description: Stage of the Dockerfile, required: false, type: string, default: ''}
                  platforms: {description: As in linux/amd64, required: true, type: string}
                  timeout: {description: Minutes, required: true, type: string}
                  options: {description: 'JSON: arguments, labels, ids of secrets', required: true, type: string}
            """;

    /** On a push the resource's names too: GitHub drops what waits in a group, also where that is another resource's. */
    static final String ONE_AT_A_TIME = """

            permissions: {}

            concurrency:
              group: stagecraft-${{ inputs.image || format('<<namespace>>/<<name>>/{0}', github.ref) }}
              cancel-in-progress: false

            jobs:
            """;

    static final String BUILD = """
            build:
              if: github.event_name == 'workflow_dispatch'
              runs-on: '<<runner>>'
              timeout-minutes: ${{ fromJSON(inputs.timeout || '30') }}
              permissions:
                contents: read
            <<packages>>
              steps:
                - name: Check what was asked for
                  env:
                    REGISTRY: '<<registry>>'
                    IMAGE: ${{ inputs.image }}
                    COMMIT: ${{ inputs.commit }}
                  run: |
                    case "$IMAGE" in
                      "$REGISTRY"/*) ;;
                      *) echo "::error::The image is not below $REGISTRY. Put the current workflow file here."; exit 1 ;;
                    esac
                    if ! [[ "$COMMIT" =~ ^[0-9a-f]{40,64}$ ]]; then
                      echo "::error::The commit is not a full id."
                      exit 1
                    fi
                - name: Check out the commit
                  uses: actions/checkout@v7
                  with:
                    ref: ${{ inputs.commit }}
                    persist-credentials: false
            <<bare>>
                - name: Set up emulation
                  if: inputs.platforms != 'linux/amd64'
                  uses: docker/setup-qemu-action@v4
                - name: Set up buildx
                  uses: docker/setup-buildx-action@v4
            <<login>>
                - name: Build and push
                  env:
                    IMAGE: ${{ inputs.image }}
                    CONTEXT: ${{ inputs.context }}
                    DOCKERFILE: ${{ inputs.dockerfile }}
                    TARGET: ${{ inputs.target }}
                    PLATFORMS: ${{ inputs.platforms }}
                    OPTIONS: ${{ inputs.options }}
            <<secrets>>
                  run: |
                    set -euo pipefail
                    if docker buildx imagetools inspect "$IMAGE" > /dev/null 2>&1; then
                      echo "The image exists already."
                      exit 0
                    fi
                    if [ "$(jq 'has("arguments") and has("labels") and has("secrets")' <<< "$OPTIONS")" != true ]; then
                      echo "::error::The options are not those that the operator writes."
                      exit 1
                    fi
                    words=(--push --provenance=false --tag "$IMAGE" --platform "$PLATFORMS")
                    words+=(--file "$GITHUB_WORKSPACE/$DOCKERFILE")
                    cache="type=registry,ref=${IMAGE%:*}:buildcache"
                    words+=(--cache-from "$cache" --cache-to "$cache,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true")
                    if [ -n "$TARGET" ]; then
                      words+=(--target "$TARGET")
                    fi
                    while IFS= read -r -d '' word; do
                      words+=("$word")
                    done < <(jq --join-output '
                      (.arguments | to_entries[] | "--build-arg", "\\(.key)=\\(.value)"),
                      (.labels | to_entries[] | "--label", "\\(.key)=\\(.value)")
                      | ., "\\u0000"' <<< "$OPTIONS")
                    for id in $(jq --raw-output '.secrets[]' <<< "$OPTIONS"); do
                      case "$id" in
            <<cases>>
                        *) echo "::error::This file knows no secret of that id. Put the current one here."; exit 1 ;;
                      esac
                      if [ -z "${!variable}" ]; then
                        echo "::error::The secret $variable stands for is not in the repository's secrets for Actions."
                        exit 1
                      fi
                      words+=(--secret "id=$id,env=$variable")
                    done
                    docker buildx build "${words[@]}" "$GITHUB_WORKSPACE/$CONTEXT"
            """;

    /** As other builders have the source: attributes of the repository that change content do not count, and Git's files are none of it. */
    static final String BARE = """
                - name: Leave nothing but the files of the commit
                  run: |
                    set -euo pipefail
                    mkdir -p .git/info
                    echo '* -text -ident -filter -working-tree-encoding' > .git/info/attributes
                    rm .git/index
                    git reset --quiet --hard
                    rm -rf .git
            """;

    static final String OWN_LOGIN = """
                - name: Log in to the registry
                  uses: docker/login-action@v4
                  with:
                    registry: '<<host>>'
                    username: ${{ github.actor }}
                    password: ${{ secrets.GITHUB_TOKEN }}
            """;

    static final String LOGIN = """
                - name: Log in to the registry
                  uses: docker/login-action@v4
                  with:
                    registry: '<<host>>'
                    username: ${{ secrets.<<username>> }}
                    password: ${{ secrets.<<password>> }}
            """;

    static final String IMAGES = """
            images:
              if: github.event_name == 'push'
              runs-on: '<<runner>>'
              timeout-minutes: 60
              permissions:
                contents: read
            <<packages>>
              strategy:
                matrix:
                  include:
            <<images>>
              steps:
                - name: Check out the commit
                  uses: actions/checkout@v7
                  with:
                    persist-credentials: false
            <<bare>>
                - name: Set up buildx
                  uses: docker/setup-buildx-action@v4
            <<login>>
                - name: Build and push
                  env:
                    IMAGE: '<<registry>>/${{ matrix.service }}:${{ github.sha }}'
                    CONTEXT: ${{ matrix.context }}
                    DOCKERFILE: ${{ matrix.dockerfile }}
                    TARGET: ${{ matrix.target }}
                  run: |
                    set -euo pipefail
                    words=(--push --provenance=false --tag "$IMAGE" --file "$GITHUB_WORKSPACE/$DOCKERFILE")
                    if [ -n "$TARGET" ]; then
                      words+=(--target "$TARGET")
                    fi
                    docker buildx build "${words[@]}" "$GITHUB_WORKSPACE/$CONTEXT"
            """;

    static final String BY_GIT = """
            version:
              if: github.event_name == 'push'
            <<needs>>
              runs-on: '<<runner>>'
              timeout-minutes: 10
              permissions:
                contents: write
              steps:
                - name: Check out the branch
                  uses: actions/checkout@v7
                  with:
                    ref: ${{ github.ref_name }}
                - name: Commit the version
                  env:
                    FILE: '<<file>>'
                    BRANCH: '<<branch>>'
                    VERSION: ${{ github.sha }}
                  run: |
                    set -euo pipefail
                    if ! grep -q '# stagecraft:version$' "$FILE"; then
                      echo "::error::No line of $FILE ends in '# stagecraft:version', so there is nothing to set."
                      exit 1
                    fi
                    sed -i -E "s|^([^#]*:[[:space:]]*)[^[:space:]#]+([[:space:]]*# stagecraft:version)$|\\1\\"$VERSION\\"\\2|" "$FILE"
                    if git diff --quiet -- "$FILE"; then
                      exit 0
                    fi
                    git config user.name 'github-actions[bot]'
                    git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
                    git commit --quiet --message "Release $VERSION" -- "$FILE"
                    for try in 1 2 3; do
                      if git push --quiet origin "HEAD:refs/heads/$BRANCH"; then
                        exit 0
                      fi
                      git pull --quiet --rebase origin "$BRANCH"
                    done
                    echo "::error::The branch did not take the commit. Look whether it is protected."
                    exit 1
            """;

    static final String BY_KUBECTL = """
            version:
              if: github.event_name == 'push'
            <<needs>>
              runs-on: '<<runner>>'
              timeout-minutes: 10
              steps:
                - name: Patch the resource
                  env:
                    NAMESPACE: '<<namespace>>'
                    NAME: '<<name>>'
                    VERSION: ${{ github.sha }}
                    CONTENT: ${{ secrets.<<kubeconfig>> }}
                  run: |
                    set -euo pipefail
                    umask 077
                    export KUBECONFIG="$RUNNER_TEMP/stagecraft-kubeconfig"
                    trap 'rm -f "$KUBECONFIG"' EXIT
                    printf '%s' "$CONTENT" > "$KUBECONFIG"
                    patch="{\\"spec\\":{\\"version\\":\\"$VERSION\\"}}"
                    ref="$(kubectl --namespace "$NAMESPACE" get stagecrafts.stagecraft.dev "$NAME" --output 'jsonpath={.spec.source.git.ref}')"
                    if [ -n "$ref" ]; then
                      patch="{\\"spec\\":{\\"version\\":\\"$VERSION\\",\\"source\\":{\\"git\\":{\\"ref\\":\\"$VERSION\\"}}}}"
                    fi
                    kubectl --namespace "$NAMESPACE" patch stagecrafts.stagecraft.dev "$NAME" --type merge --patch "$patch"
            """;

    private WorkflowSteps() {}
}
