package social.skein.app;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.account.AccountFeature;
import social.skein.cache.CacheBudget;
import social.skein.cache.RedisCaches;
import social.skein.cluster.HintBus;
import social.skein.config.Config;
import social.skein.conversation.ConversationFeature;
import social.skein.deletion.DeletionFeature;
import social.skein.emoji.EmojiFeature;
import social.skein.events.CompositeHandler;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;
import social.skein.events.ScheduledFacts;
import social.skein.export.ExportFeature;
import social.skein.fanout.FanoutFeature;
import social.skein.feature.ErasureStep;
import social.skein.feature.FactConsumer;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;
import social.skein.filter.FilterFeature;
import social.skein.http.Endpoints;
import social.skein.http.Invariants;
import social.skein.http.PublicUrl;
import social.skein.instance.InstanceFeature;
import social.skein.interaction.InteractionFeature;
import social.skein.list.ListFeature;
import social.skein.marker.MarkerFeature;
import social.skein.media.MediaFeature;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.notification.NotificationFeature;
import social.skein.oauth.OauthFeature;
import social.skein.oidc.OidcFeature;
import social.skein.openapi.OpenApiFeature;
import social.skein.permalink.PermalinkFeature;
import social.skein.poll.PollFeature;
import social.skein.posting.PostingFeature;
import social.skein.provisioning.ProvisioningFeature;
import social.skein.relationship.RelationshipFeature;
import social.skein.rendering.RenderingFeature;
import social.skein.replication.ReplicationFeature;
import social.skein.report.ReportFeature;
import social.skein.search.SearchFeature;
import social.skein.signin.SignInFeature;
import social.skein.signup.SignUpFeature;
import social.skein.sql.Db;
import social.skein.status.StatusFeature;
import social.skein.stream.StreamFeature;
import social.skein.tag.TagFeature;
import social.skein.timeline.TimelineFeature;
import social.skein.trend.TrendFeature;
import social.skein.verification.VerificationFeature;
import social.skein.visibility.VisibilityFeature;
import social.skein.web.SiteInfo;
import social.skein.web.WebFeature;

/**
 * The features of a process, each listed after its dependencies. A new feature needs only one line here. Features are
 * stateless or thread-safe, so all verticles share one instance of each.
 */
public final class Features {
    private final Map<Class<?>, Feature> features = new LinkedHashMap<>();
    private final List<FactConsumer> consumers;
    private final Platform platform;

    Features(Config config, StoreConnections connections) {
        this.platform = platform(config, connections);
        add(new EventLogFeature(config.kafka(), ProcessName.derive(config), connections, platform));
        ReplicationFeature replication = add(new ReplicationFeature(
                platform, connections.replicas(), config.postgres().maxReplicaLag()));
        MediaFeature media = new MediaFeature(platform, config.media(), config.dataDir(), config.roles());
        EmojiFeature emojis = add(new EmojiFeature(platform, media.emojiPictures()));
        AccountFeature accounts =
                add(new AccountFeature(platform, emojis, config.auth().hashThreads()));
        SignInFeature signIn = add(new SignInFeature(platform, accounts));
        SignUpFeature signUp = add(new SignUpFeature(
                platform.db(), accounts, config.registration(), config.auth().requireConfirmedEmail()));
        OauthFeature oauth = add(new OauthFeature(
                platform,
                accounts,
                signIn,
                signUp,
                replication::onAuthenticated,
                config.auth().passwordGrant()));
        SiteInfo site = new SiteInfo(
                config.instance(),
                config.registration(),
                Optional.of(config.oidc().label()).filter(label -> config.oidc().isEnabled()));
        WebFeature web = add(new WebFeature(platform, accounts, signIn, signUp, oauth, site));
        add(new OidcFeature(platform, config.oidc(), signIn, signUp, site));
        add(new ProvisioningFeature(platform, config, accounts, signUp, oauth));
        add(media);
        RelationshipFeature relationships = add(new RelationshipFeature(platform, accounts, media));
        ListFeature lists = add(new ListFeature(platform, accounts, relationships));
        TagFeature tags = add(new TagFeature(platform, accounts));
        FilterFeature filters = add(new FilterFeature(platform, this::requireVisible));
        MarkerFeature markers = add(new MarkerFeature(platform));
        VisibilityFeature visibility = add(new VisibilityFeature(platform, relationships, lists, tags));
        PollFeature polls = add(new PollFeature(platform, emojis.cache()));
        StatusFeature statuses = add(new StatusFeature(platform, accounts, polls, media, visibility));
        RenderingFeature rendering = add(new RenderingFeature(platform, accounts, filters, statuses));
        InteractionFeature interactions = add(new InteractionFeature(platform, accounts, statuses, rendering));
        add(new PostingFeature(
                platform,
                accounts,
                oauth,
                polls,
                media,
                statuses,
                rendering,
                config.instance().maxCharacters()));
        ConversationFeature conversations = add(new ConversationFeature(platform, accounts, statuses, rendering));
        NotificationFeature notifications = add(
                new NotificationFeature(platform, accounts, visibility, statuses, rendering, interactions, markers));
        TimelineFeature timelines = add(new TimelineFeature(
                platform,
                config.timeline(),
                accounts,
                relationships,
                lists,
                tags,
                visibility,
                statuses,
                rendering,
                interactions));
        add(new FanoutFeature(
                platform,
                config.timeline().pushMaxFollowers(),
                accounts,
                relationships,
                tags,
                polls,
                statuses,
                interactions,
                timelines));
        add(new StreamFeature(platform, visibility, lists, oauth, statuses, rendering, notifications, conversations));
        add(new PermalinkFeature(platform, accounts, statuses, rendering, timelines, site));
        add(new TrendFeature(platform, tags, statuses, rendering));
        add(new SearchFeature(platform, accounts, relationships, tags, statuses, rendering));
        add(new ReportFeature(platform, accounts, statuses));
        add(new ExportFeature(platform, signIn));
        add(new VerificationFeature(platform, emojis, accounts, media, statuses));
        add(new InstanceFeature(platform, accounts, media, site));
        add(new OpenApiFeature(platform.publicUrl()));
        add(new DeletionFeature(platform, accounts, signIn, oauth, web, timelines, erasure()));
        this.consumers = mergeByRole(features.values().stream()
                .flatMap(feature -> feature.consumers().stream())
                .toList());
    }

    private static Platform platform(Config config, StoreConnections connections) {
        Db db = connections.db();
        HintBus hints = new HintBus(connections.vertx());
        Outbox outbox = new Outbox(db, hints);
        return new Platform(
                connections.vertx(),
                connections.metrics(),
                db,
                connections.redis(),
                hints,
                outbox,
                new ScheduledFacts(db, outbox),
                publicUrl(config),
                new CacheBudget(config.cache().maxBytes(), connections.metrics()),
                new RedisCaches(
                        connections.redis(), connections.vertx(), config.cache().redisTtl(), connections.metrics()),
                new Invariants(connections.metrics()));
    }

    private static PublicUrl publicUrl(Config config) {
        String mediaUrl = config.media().publicUrl();
        return mediaUrl.isEmpty()
                ? new PublicUrl(config.scheme(), config.domain())
                : new PublicUrl(config.scheme(), config.domain(), mediaUrl);
    }

    @CanIgnoreReturnValue
    private <T extends Feature> T add(T feature) {
        if (features.put(feature.getClass(), feature) != null) {
            throw new IllegalStateException(feature.getClass().getSimpleName() + " is listed twice");
        }
        return feature;
    }

    /**
     * Checks the visibility of a status for {@code filter}, which is a layer below {@code status} and cannot call it.
     */
    private Future<?> requireVisible(AccountId viewer, StatusId status) {
        return get(StatusFeature.class).visible().get(Optional.of(viewer), status);
    }

    /** Returns the feature of this type. */
    public <T extends Feature> T get(Class<T> type) {
        return Optional.ofNullable(type.cast(features.get(type)))
                .orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " is not listed"));
    }

    public Platform platform() {
        return platform;
    }

    /** Adds the routes of all features. */
    void mount(Endpoints api) {
        features.values().forEach(feature -> feature.mount(api));
    }

    /** One consumer for each consumer group. */
    public List<FactConsumer> consumers() {
        return consumers;
    }

    List<PeriodicJob> jobs() {
        return features.values().stream()
                .flatMap(feature -> feature.jobs().stream())
                .toList();
    }

    /** Starts all features, which subscribe to hints and start their monitoring. */
    Future<Void> start() {
        return Future.all(features.values().stream().map(Feature::start).toList())
                .mapEmpty();
    }

    /** The erasure steps of all features in reverse order: counters are erased last, since other steps update them. */
    private List<ErasureStep> erasure() {
        List<Feature> upperFirst = new ArrayList<>(features.values());
        Collections.reverse(upperFirst);
        List<ErasureStep> steps = upperFirst.stream()
                .flatMap(feature -> feature.erasure().stream())
                .toList();
        Set<String> columns = new HashSet<>();
        for (ErasureStep step : steps) {
            if (!step.columns().stream().allMatch(columns::add)) {
                throw new IllegalStateException("Two steps erase " + step.columns());
            }
        }
        return steps;
    }

    private static List<FactConsumer> mergeByRole(List<FactConsumer> all) {
        Map<String, FactConsumer> merged = new LinkedHashMap<>();
        Set<Class<?>> known = new HashSet<>();
        for (FactConsumer next : all) {
            if (!known.add(next.handler().getClass())) {
                throw new IllegalStateException(next.handler().getClass().getSimpleName() + " is contributed twice");
            }
            merged.merge(next.handler().role(), next, Features::merge);
        }
        return List.copyOf(merged.values());
    }

    private static FactConsumer merge(FactConsumer one, FactConsumer other) {
        if (one.role() != other.role()) {
            throw new IllegalStateException(
                    "The consumer group " + one.handler().role() + " belongs to two process roles");
        }
        List<FactHandler> handlers = new ArrayList<>(
                one.handler() instanceof CompositeHandler composite ? composite.handlers() : List.of(one.handler()));
        handlers.add(other.handler());
        return new FactConsumer(one.role(), new CompositeHandler(one.handler().role(), List.copyOf(handlers)));
    }
}
