package social.skein.media;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.sql.Reads;
import social.skein.sql.Transaction;

/**
 * Attaches media to statuses and scheduled statuses in the caller's transaction. A medium belongs to one of them at
 * most. Media that an edit leaves out stay attached, because the history of the status shows them.
 */
public final class Attachments {
    private static final String COLUMNS =
            "id, account_id, kind, state, status_id, description, focus_x, focus_y, files::text, failure";

    private static final String CHANGE = """
            update media
               set description = coalesce($4, description), focus_x = coalesce($5, focus_x), focus_y = coalesce($6, focus_y)
             where id = $1 and shard = $2 and account_id = $3 and purpose = 'attachment' and state <> 'deleted'
            """;

    private static final String ATTACH = """
            update media set status_id = $4, updated_at = now()
             where id = any($1) and shard = $2 and account_id = $3 and purpose = 'attachment' and state = 'ready'
               and (status_id is null or status_id = $4)
            returning
            """ + COLUMNS;

    private static final String UNFINISHED = """
            select count(*) as n from media
             where id = any($1) and shard = $2 and account_id = $3 and purpose = 'attachment' and status_id is null
               and state in ('receiving', 'uploaded')
            """;

    private static final String MOVE =
            "update media set status_id = $4 where status_id = $3 and shard = $2 and account_id = $1";

    /** They are removed a day after the last change, unless they are attached again: clients delete a status to rewrite it. */
    private static final String DETACH = """
            update media set status_id = null, updated_at = now() where status_id = any($1) and shard = $2
            """;

    private static final String DELETE = """
            update media set state = 'deleted', status_id = null, updated_at = now()
             where status_id = any($1) and shard = $2
            returning id
            """;

    private static final String BY_STATUSES = "select " + COLUMNS
            + " from media where status_id = any($1) and shard = $2 and state = 'ready' order by id";

    private final Outbox outbox;

    public Attachments(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Attaches the selected media, which must be ready and the author's own, in their order. A {@link Problem} if one
     * is not.
     *
     * @param status the id of a status or of a scheduled status
     */
    public Future<List<Attachment>> attach(
            Transaction tx, AccountId author, StatusId status, MediaSelection selection) {
        if (selection.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return change(tx, author, selection.changes())
                .compose(changed ->
                        tx.list(ATTACH, Media::of, ids(selection.ids()), shard(author), author.value(), status.value()))
                .compose(attached -> attached.size() == selection.ids().size()
                        ? Future.succeededFuture(inOrder(selection.ids(), attached))
                        : refuse(tx, author, selection.ids(), attached));
    }

    private static Future<Void> change(Transaction tx, AccountId author, List<MediaSelection.AttributeChange> changes) {
        Future<Void> done = Future.succeededFuture();
        for (MediaSelection.AttributeChange change : changes) {
            done = done.compose(previous ->
                    change(tx, author, change.id(), change.attributes()).mapEmpty());
        }
        return done;
    }

    /** Changes the attributes of a medium; returns the number of changed rows. */
    static Future<Integer> change(Transaction tx, AccountId owner, MediaId id, MediaAttributes attributes) {
        return tx.update(
                CHANGE,
                id.value(),
                id.shard(),
                owner.value(),
                attributes.description().orElse(null),
                attributes.focus().map(focus -> (float) focus.x()).orElse(null),
                attributes.focus().map(focus -> (float) focus.y()).orElse(null));
    }

    private static List<Attachment> inOrder(List<MediaId> ids, List<Media> found) {
        Map<MediaId, Media> byId = found.stream().collect(Collectors.toMap(Media::id, Function.identity()));
        List<Attachment> attachments = ids.stream()
                .map(id -> Objects.requireNonNull(byId.get(id)).toAttachment().orElseThrow())
                .toList();
        boolean mixed = attachments.size() > 1
                && attachments.stream()
                        .anyMatch(media -> media.kind() == MediaKind.VIDEO || media.kind() == MediaKind.AUDIO);
        if (mixed) {
            throw new Problem.Invalid(
                    "Validation failed: Cannot attach a video to a post that already contains images: a video or a"
                            + " sound should be the only file of a post");
        }
        return attachments;
    }

    private static <T> Future<T> refuse(Transaction tx, AccountId author, List<MediaId> ids, List<Media> attached) {
        List<MediaId> missing = ids.stream()
                .filter(id -> attached.stream().noneMatch(media -> media.id().equals(id)))
                .toList();
        return tx.one(UNFINISHED, row -> row.getLong("n"), ids(missing), shard(author), author.value())
                .map(unfinished -> {
                    throw unfinished == missing.size()
                            ? new Problem.Invalid("Validation failed: Cannot attach files that have not finished"
                                    + " processing. Try again in a moment!")
                            : MediaSelection.missing(
                                    missing.stream().map(MediaId::toString).collect(Collectors.joining(", ")));
                });
    }

    /** Moves all media from one owner to another: from a scheduled status to the one that it becomes. */
    public Future<Void> move(Transaction tx, AccountId author, StatusId from, StatusId to) {
        return tx.update(MOVE, author.value(), shard(author), from.value(), to.value())
                .mapEmpty();
    }

    /** Detaches the media of deleted statuses of one author, so that they can be attached again within a day. */
    public Future<Void> detach(Transaction tx, AccountId author, Collection<StatusId> statuses) {
        return tx.update(DETACH, statusIds(statuses), shard(author)).mapEmpty();
    }

    /** Deletes the media of statuses of one author. Their bytes follow through the outbox. */
    public Future<Void> delete(Transaction tx, AccountId author, Collection<StatusId> statuses) {
        return tx.list(DELETE, row -> new MediaId(row.getLong("id")), statusIds(statuses), shard(author))
                .compose(deleted -> deleted.isEmpty()
                        ? Future.succeededFuture()
                        : outbox.append(tx, new Fact.MediaDeleted(author, deleted)));
    }

    /** The media of statuses, or scheduled statuses, of one author, in the order of their uploads. */
    public static Future<Map<StatusId, List<Attachment>>> byStatuses(
            Reads reads, AccountId author, Collection<StatusId> statuses) {
        return statuses.isEmpty()
                ? Future.succeededFuture(Map.of())
                : reads.list(BY_STATUSES, row -> row, statusIds(statuses), shard(author))
                        .map(rows -> rows.stream()
                                .collect(Collectors.groupingBy(
                                        row -> new StatusId(row.getLong("status_id")),
                                        Collectors.mapping(
                                                row -> Media.of(row)
                                                        .toAttachment()
                                                        .orElseThrow(),
                                                Collectors.toList()))));
    }

    private static int shard(AccountId author) {
        return SnowflakeIds.shard(author.value());
    }

    private static Object ids(Collection<MediaId> media) {
        return media.stream().map(MediaId::value).toArray(Long[]::new);
    }

    private static Object statusIds(Collection<StatusId> statuses) {
        return statuses.stream().map(StatusId::value).toArray(Long[]::new);
    }
}
