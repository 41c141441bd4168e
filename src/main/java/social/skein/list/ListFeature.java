package social.skein.list;

import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.config.Role;
import social.skein.feature.ErasureStep;
import social.skein.feature.FactConsumer;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.relationship.RelationshipFeature;

/** Lists of accounts; their timelines belong to {@code timeline}. */
public final class ListFeature implements Feature {
    private final Platform platform;
    private final AccountFeature accounts;
    private final RelationshipFeature relationships;
    private final Lists lists;

    public ListFeature(Platform platform, AccountFeature accounts, RelationshipFeature relationships) {
        this.platform = platform;
        this.accounts = accounts;
        this.relationships = relationships;
        this.lists = new Lists(platform.db());
    }

    public Lists lists() {
        return lists;
    }

    @Override
    public void mount(Endpoints api) {
        ListWriter writer = new ListWriter(platform.db(), platform.hints());
        new ListRoutes(lists, writer, accounts.accounts(), accounts.views()).mount(api);
    }

    @Override
    public List<FactConsumer> consumers() {
        return List.of(new FactConsumer(
                Role.JOBS, new ListMembershipHandler(platform.db(), relationships.follows(), platform.hints())));
    }

    @Override
    public List<ErasureStep> erasure() {
        return ListErasure.steps(platform.db());
    }
}
