# Thin verbs over Maven and the scripts of the test tree. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# Maven itself must run on JDK 25; the machine's default java may be older.
JDK25 := $(shell \
  for home in "$$JAVA_HOME" "$$JDK25_HOME" /usr/lib/jvm/*25* /usr/lib/jvm/*-2[6-9]* /opt/jdk*25* $$HOME/.sdkman/candidates/java/25* /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do \
    [ -n "$$home" ] && [ -x "$$home/bin/javac" ] || continue; \
    major=$$("$$home/bin/javac" -version 2>&1 | sed -E 's/^javac ([0-9]+).*/\1/'); \
    [ "$$major" -ge 25 ] 2>/dev/null && { echo "$$home"; break; }; \
  done)
export JAVA_HOME := $(JDK25)
JAVA := $(JDK25)/bin/java
# What the JDK says about Maven's own libraries is not about this build.
export MAVEN_OPTS := $(MAVEN_OPTS) --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
MVN := mvn -B -ntp -Dstyle.color=never
# Only what went wrong. Not -q: that hides the warnings which, as errors, stop the compiler.
QUIET_MVN := $(MVN) -Dorg.slf4j.simpleLogger.defaultLogLevel=warn
SH := operator/src/test/sh
CLASSES := operator/target/classes
TEST_CLASSES := operator/target/test-classes
# Expanded by the shell when a recipe runs: the file is written by the build.
CLASSPATH = $(CLASSES):$(TEST_CLASSES):$$(cat operator/target/test.classpath)

say = @printf '==> %s\n' $(1)
# $(call tagged,TAG,SECONDS): the tests that carry the tag, and no others, within the time; none found is a failure.
tagged = $(MVN) test -Djacoco.skip=true -Dsurefire.groups=$(1) -Dsurefire.excludedGroups= -DfailIfNoTests=true -Dsurefire.forks=1 -Dsurefire.timeoutSeconds=$(2)

.PHONY: help
help: ## List the verbs
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

.PHONY: jdk
jdk:
	@[ -n "$(JDK25)" ] || { echo "Stagecraft needs a JDK 25: none was found in JAVA_HOME or the usual JVM directories. Install one (Debian: temurin-25-jdk or openjdk-25-jdk) and run make again." >&2; exit 1; }
	@command -v mvn >/dev/null || { echo "Stagecraft is built with Maven 3.8.7 or newer: mvn is not on the PATH. Install it (Debian: apt-get install maven) and run make again." >&2; exit 1; }
	@[ -d "$$HOME/.m2/repository/io/javaoperatorsdk" ] || echo "==> first build on this machine: Maven fetches its plugins and our libraries (about 200 MB, some minutes; it is quiet meanwhile)"

.PHONY: build
build: jdk ## Compile everything
	$(call say,'compiling')
	@$(QUIET_MVN) process-test-classes -Djacoco.skip=true

.PHONY: control-plane
control-plane: ## Build the sandbox Kubernetes control plane into the user cache, once
	@if [ "$$STAGECRAFT_USE_KUBECONFIG" = 1 ]; then echo "==> control plane: the cluster of $$KUBECONFIG"; \
	elif [ -n "$$KUBEBUILDER_ASSETS" ]; then echo "==> control plane: the binaries in $$KUBEBUILDER_ASSETS"; \
	else $(SH)/control-plane >/dev/null; fi

# For the test verbs: what needs no control plane is still worth running where none can be had.
.PHONY: control-plane-if-possible
control-plane-if-possible:
	@$(MAKE) --no-print-directory control-plane || echo "==> going on without a control plane: every test that needs one will fail and say so"

# Likewise: without the servers, the tests of migrations fail and say what to install.
.PHONY: databases-if-possible
databases-if-possible:
	@$(SH)/database-prerequisites || echo "==> going on without database servers: every test that needs one will fail and say so"

.PHONY: run
# HOSTS and ONCE reach the program through the environment, as make hands on what it is given.
run: build control-plane ## Show a release: control plane, simulated cloud, hosts and operator (HOSTS=docker: real engines, as root; ONCE=1: stop when Ready)
	@exec $(JAVA) -Dstagecraft.root=$(CURDIR) -cp "$(CLASSPATH)" dev.stagecraft.sandbox.Run

.PHONY: test
test: jdk control-plane-if-possible databases-if-possible ## Run the unit and integration tests (a real API server, real databases, simulated cloud, SSH hosts in the JVM)
	$(call say,'unit and integration tests: each class is named as it starts and its time printed as it ends')
	@$(MVN) test -Djacoco.skip=true

.PHONY: verify
verify: jdk control-plane-if-possible databases-if-possible ## Run every gate: format, Error Prone, package rules, all tests, coverage floors, generated pages, clean tree
	@tree() { git status --porcelain; git diff HEAD | git hash-object --stdin; }; \
	before=$$(tree); $(MVN) verify || exit 1; after=$$(tree); \
	[ "$$before" = "$$after" ] || { printf 'The build changed the working tree; it must not:\n%s\n' "$$(diff <(echo "$$before") <(echo "$$after"))" >&2; exit 1; }

.PHONY: e2e
e2e: jdk control-plane-if-possible databases-if-possible ## Run the end-to-end tests: real sshd, Docker Engines, registry, database, network namespaces (root, Debian)
	@[ "$$(id -u)" = 0 ] || { echo "make e2e sets up network namespaces, sshd and Docker Engines: run it as root on a Debian machine." >&2; exit 1; }
	@$(SH)/e2e-prerequisites
	$(call say,'end-to-end tests')
	@$(call tagged,e2e,2400)

.PHONY: chaos
chaos: jdk control-plane-if-possible databases-if-possible ## Kill, partition and slow everything, many times (long)
	$(call say,'chaos tests: this takes long')
	@$(call tagged,chaos,14400)

.PHONY: fuzz
fuzz: jdk ## Run the long seeded property tests
	$(call say,'fuzz tests: this takes long')
	@$(call tagged,fuzz,14400)

.PHONY: bench
bench: jdk package control-plane-if-possible databases-if-possible ## Measure, and write docs/benchmarks.md
	$(call say,'benchmarks: close other programs; the numbers go to docs/benchmarks.md')
	@$(call tagged,bench,3600)

.PHONY: docs
docs: build ## Write the generated pages: docs/implementation-status.md
	@$(JAVA) -cp "$(CLASSPATH)" dev.stagecraft.catalogue.FeatureCatalogue $(CURDIR)

.PHONY: format
format: jdk ## Format the sources
	@$(QUIET_MVN) spotless:apply

.PHONY: package
package: jdk ## Build the jar and its libraries into operator/target
	$(call say,'packaging')
	@rm -rf operator/target/lib # Maven leaves the libraries of earlier versions there
	@$(QUIET_MVN) package -DskipTests -Djacoco.skip=true
	@$(JAVA) -cp $(TEST_CLASSES) dev.stagecraft.packaging.ModernClasses operator/target/lib/*.jar
	@echo "operator/target/stagecraft-operator.jar, libraries in operator/target/lib"

.PHONY: cli
cli: package ## Build the stagecraft command's directory and archive into operator/target
	@JAVA_HOME=$(JDK25) deploy/cli/archive
	@echo "operator/target/stagecraft, for the PATH: export PATH=\"\$$PWD/operator/target/stagecraft/bin:\$$PATH\""
	@ls operator/target/stagecraft-*.tar.gz 2>/dev/null || true # archive has said why there is none

.PHONY: krew-addresses
krew-addresses:
	@[ -n "$(RELEASE_URL)" ] && [ -n "$(HOMEPAGE)" ] || { echo "make krew needs RELEASE_URL, the address that the archive will be downloaded from without its own name, and HOMEPAGE, the address of the project." >&2; exit 1; }

.PHONY: krew
krew: krew-addresses cli ## Write krew's manifest of the archive (RELEASE_URL: where the archive will be; HOMEPAGE: the project's)
	@deploy/cli/krew-manifest "$(RELEASE_URL)" "$(HOMEPAGE)"
	@echo "operator/target/krew/stagecraft.yaml"

.PHONY: image
image: package ## Build the operator's image (JRE_IMAGE: a Java 25 runtime, by digest; IMAGE: its name)
	@[ -n "$(JRE_IMAGE)" ] || { echo "make image needs JRE_IMAGE, the Java 25 runtime to build on, by digest." >&2; exit 1; }
	@docker build -f deploy/image/Dockerfile --build-arg JRE_IMAGE=$(JRE_IMAGE) -t $(or $(IMAGE),stagecraft-operator) .

.PHONY: clean
clean: jdk ## Remove what the build made (the control plane's cache stays)
	@$(QUIET_MVN) clean
