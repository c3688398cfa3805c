package dev.stagecraft.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One project in one environment. Neither spec nor status is ever null. */
@Group("stagecraft.dev")
@Version("v1alpha1")
@Plural("stagecrafts")
@ShortNames("stc")
public final class Stagecraft extends CustomResource<StagecraftSpec, StagecraftStatus> implements Namespaced {
    @Override
    protected StagecraftSpec initSpec() {
        return StagecraftSpec.EMPTY;
    }

    @Override
    protected StagecraftStatus initStatus() {
        return StagecraftStatus.EMPTY;
    }

    @Override
    public void setSpec(StagecraftSpec spec) {
        super.setSpec(spec == null ? StagecraftSpec.EMPTY : spec);
    }

    @Override
    public void setStatus(StagecraftStatus status) {
        super.setStatus(status == null ? StagecraftStatus.EMPTY : status);
    }
}
