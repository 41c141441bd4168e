package social.skein.relationship;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.Account;
import social.skein.account.AccountView;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.Problem;

/**
 * Blocks and mutes over HTTP, and the lists of them. All accounts are local, so the list of blocked domains is always
 * empty.
 */
public final class BlockRoutes {
    private final Blocks blocks;
    private final Mutes mutes;
    private final RelationshipViews relationshipViews;
    private final RelatedAccounts relatedAccounts;

    public BlockRoutes(
            Blocks blocks, Mutes mutes, RelationshipViews relationshipViews, RelatedAccounts relatedAccounts) {
        this.blocks = blocks;
        this.mutes = mutes;
        this.relationshipViews = relationshipViews;
        this.relatedAccounts = relatedAccounts;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/accounts/:id/block", Access.user(Scope.WRITE_BLOCKS), this::block)
                .post("/api/v1/accounts/:id/unblock", Access.user(Scope.WRITE_BLOCKS), this::unblock)
                .post("/api/v1/accounts/:id/mute", Access.user(Scope.WRITE_MUTES), this::mute)
                .post("/api/v1/accounts/:id/unmute", Access.user(Scope.WRITE_MUTES), this::unmute)
                .get("/api/v1/blocks", Access.user(Scope.READ_BLOCKS), this::blocked)
                .get("/api/v1/mutes", Access.user(Scope.READ_MUTES), this::muted)
                .get("/api/v1/domain_blocks", Access.user(Scope.READ_BLOCKS), this::domainBlocks)
                .post("/api/v1/domain_blocks", Access.user(Scope.WRITE_BLOCKS), this::emptyObject)
                .delete("/api/v1/domain_blocks", Access.user(Scope.WRITE_BLOCKS), this::emptyObject);
    }

    private Future<RelationshipView> block(Request request) {
        return relatedAccounts
                .fromPathExceptSelf(request, "block")
                .compose(target -> blocks.block(request.account(), target.id()).map(target))
                .compose(target -> relationship(request, target));
    }

    private Future<RelationshipView> unblock(Request request) {
        return relatedAccounts
                .fromPathExceptSelf(request, "unblock")
                .compose(
                        target -> blocks.unblock(request.account(), target.id()).map(target))
                .compose(target -> relationship(request, target));
    }

    /** Anything but a whole number is refused: it would mute for ever. */
    private static int muteSeconds(Params params) {
        if (!params.has("duration")) {
            return 0;
        }
        return params.nonBlank("duration")
                .flatMap(Params::parseInteger)
                .filter(seconds -> seconds >= 0)
                .orElseThrow(
                        () -> new Problem.Invalid("Validation failed: Duration is not a number: it should be a whole"
                                + " number of seconds from 0, which is for ever, to " + Integer.MAX_VALUE));
    }

    private Future<RelationshipView> mute(Request request) {
        boolean notifications = request.params().flag("notifications", true);
        int seconds = muteSeconds(request.params());
        return relatedAccounts
                .fromPathExceptSelf(request, "mute")
                .compose(
                        target -> mutes.mute(request.account(), target.id(), notifications, Duration.ofSeconds(seconds))
                                .map(target))
                .compose(target -> relationship(request, target));
    }

    private Future<RelationshipView> unmute(Request request) {
        return relatedAccounts
                .fromPathExceptSelf(request, "unmute")
                .compose(target -> mutes.unmute(request.account(), target.id()).map(target))
                .compose(target -> relationship(request, target));
    }

    private Future<RelationshipView> relationship(Request request, Account target) {
        return relationshipViews.between(request.account(), target.id());
    }

    private Future<Page<AccountView>> blocked(Request request) {
        return blocks.page(request.account(), RelatedAccounts.window(request)).compose(relatedAccounts::views);
    }

    private Future<Page<MutedAccountView>> muted(Request request) {
        return mutes.page(request.account(), RelatedAccounts.window(request))
                .compose(page -> relatedAccounts
                        .byIds(page.entries().stream().map(Mutes.Mute::account).collect(Collectors.toSet()))
                        .map(found -> page.mapEntries(mutes -> mutedViews(mutes, found))));
    }

    private List<MutedAccountView> mutedViews(List<Mutes.Mute> mutes, Map<AccountId, Account> accounts) {
        return mutes.stream()
                .flatMap(mute -> Stream.ofNullable(accounts.get(mute.account()))
                        .filter(account -> !account.suspended())
                        .map(account -> new MutedAccountView(
                                relatedAccounts.view(account),
                                mute.expiresAt()
                                        .map(time -> WireTimes.format(time.toInstant()))
                                        .orElse(null))))
                .toList();
    }

    private Future<Page<String>> domainBlocks(Request request) {
        return Future.succeededFuture(Page.of(RelatedAccounts.window(request), List.of(), domain -> 0));
    }

    private Future<Map<String, String>> emptyObject(Request request) {
        return Future.succeededFuture(Map.of());
    }
}
