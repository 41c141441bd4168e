package social.skein.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.rendering.StatusView;

/**
 * A notification as the API shows it.
 *
 * @param filtered true if the reader's policy filtered it, otherwise absent
 * @param account the account that acted
 * @param status the status it is about; absent for a follow
 */
public record NotificationView(
        String id,
        NotificationType type,
        String createdAt,
        String groupKey,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean filtered,
        AccountView account,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StatusView status) {}
