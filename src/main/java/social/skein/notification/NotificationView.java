package social.skein.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.rendering.StatusView;

/**
 * A notification as clients see it.
 *
 * @param filtered true where the reader's policy kept it back, and otherwise absent
 * @param account who did it
 * @param status what it is about; absent for a follow
 */
public record NotificationView(
        String id,
        NotificationType type,
        String createdAt,
        String groupKey,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean filtered,
        AccountView account,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StatusView status) {}
