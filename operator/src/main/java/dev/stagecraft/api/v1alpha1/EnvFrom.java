package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** All keys of one Secret or ConfigMap as environment variables: exactly one of the two is set. Later entries win. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EnvFrom(@Nullable NameRef secretRef, @Nullable NameRef configMapRef) {}
