package dev.stagecraft.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** The full record of one release; its spec never changes. Neither spec nor status is ever null. */
@Group("stagecraft.dev")
@Version("v1alpha1")
@Plural("stagecraftreleases")
@ShortNames("stcr")
public final class StagecraftRelease extends CustomResource<ReleaseSpec, ReleaseStatus> implements Namespaced {
    @Override
    protected ReleaseSpec initSpec() {
        return ReleaseSpec.EMPTY;
    }

    @Override
    protected ReleaseStatus initStatus() {
        return ReleaseStatus.EMPTY;
    }

    @Override
    public void setSpec(ReleaseSpec spec) {
        super.setSpec(spec == null ? ReleaseSpec.EMPTY : spec);
    }

    @Override
    public void setStatus(ReleaseStatus status) {
        super.setStatus(status == null ? ReleaseStatus.EMPTY : status);
    }
}
