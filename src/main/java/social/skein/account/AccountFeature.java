package social.skein.account;

import io.vertx.core.Future;
import java.util.List;
import social.skein.emoji.EmojiCache;
import social.skein.emoji.EmojiFeature;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;

/** Accounts, their profiles, states and counters. */
public final class AccountFeature implements Feature {
    private final Platform platform;
    private final EmojiCache emojis;
    private final AccountCounters counters = new AccountCounters();
    private final Accounts accounts;
    private final AccountViews views;
    private final RedisAccountCache redisCache;
    private final AccountCache cache;
    private final PasswordHasher passwordHasher;
    private final HandleParser handles;

    /** @param hashThreads how many passwords are hashed at a time */
    public AccountFeature(Platform platform, EmojiFeature emojis, int hashThreads) {
        this.platform = platform;
        this.emojis = emojis.cache();
        this.accounts = new Accounts(platform.db());
        this.views = new AccountViews(platform.publicUrl(), emojis.cache());
        this.redisCache = new RedisAccountCache(accounts, platform.redisCaches(), platform.hints());
        this.cache = new AccountCache(redisCache, views, platform.cacheBudget());
        this.passwordHasher = new PasswordHasher(platform.vertx(), hashThreads);
        this.handles = new HandleParser(platform.publicUrl());
    }

    public AccountCounters counters() {
        return counters;
    }

    /** The custom emoji that texts of accounts and statuses show. */
    public EmojiCache emojis() {
        return emojis;
    }

    public Accounts accounts() {
        return accounts;
    }

    public AccountViews views() {
        return views;
    }

    public AccountCache cache() {
        return cache;
    }

    public RedisAccountCache redisCache() {
        return redisCache;
    }

    public PasswordHasher passwordHasher() {
        return passwordHasher;
    }

    public HandleParser handles() {
        return handles;
    }

    public Credentials credentials() {
        return new Credentials(platform.db());
    }

    public AccountStates states() {
        return new AccountStates(platform.db());
    }

    public Profiles profiles() {
        return new Profiles(platform.db(), platform.outbox(), accounts, platform.hints());
    }

    public ProfileDirectory directory() {
        return new ProfileDirectory(platform.db().readOnly(), accounts);
    }

    public UserStatistics statistics() {
        return new UserStatistics(platform.db().readOnly());
    }

    @Override
    public void mount(Endpoints api) {
        new AccountRoutes(accounts, views, handles).mount(api);
    }

    @Override
    public List<ErasureStep> erasure() {
        return Tombstones.erasureSteps(platform.db());
    }

    @Override
    public Future<Void> start() {
        emojis.onChange(cache::invalidateAll);
        return cache.listen(platform.hints());
    }
}
