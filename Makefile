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
MVN := mvn -B -ntp

.PHONY: help
help: ## List the verbs
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

.PHONY: jdk
jdk:
	@[ -n "$(JDK25)" ] || { echo "Stagecraft needs a JDK 25: none was found in JAVA_HOME or the usual JVM directories. Install one (Debian: temurin-25-jdk or openjdk-25-jdk) and run make again." >&2; exit 1; }

.PHONY: build
build: jdk ## Compile everything
	$(MVN) -q test-compile

.PHONY: test
test: jdk ## Unit and integration tests
	$(MVN) test

.PHONY: format
format: jdk ## Format the sources
	$(MVN) -q spotless:apply
