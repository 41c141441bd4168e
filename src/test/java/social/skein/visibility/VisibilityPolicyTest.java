package social.skein.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.relationship.RelationSets;

/** Tests the rules as tables. Alice posts, bob follows her, carol is mentioned, dave has no relation to her. */
class VisibilityPolicyTest {
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final AccountId CAROL = new AccountId(3);
    private static final AccountId DAVE = new AccountId(4);

    @ParameterizedTest(name = "{1} can see alice''s {0} status: {2}")
    @CsvSource({
        "PUBLIC,   anonymous, true", "PUBLIC,   alice, true", "PUBLIC,   bob, true", "PUBLIC,   carol, true",
        "PUBLIC,   dave, true", "UNLISTED, anonymous, true", "UNLISTED, alice, true", "UNLISTED, bob, true",
        "UNLISTED, carol, true", "UNLISTED, dave, true", "PRIVATE,  anonymous, false", "PRIVATE,  alice, true",
        "PRIVATE,  bob, true", "PRIVATE,  carol, true", "PRIVATE,  dave, false", "DIRECT,   anonymous, false",
        "DIRECT,   alice, true", "DIRECT,   bob, false", "DIRECT,   carol, true", "DIRECT,   dave, false",
    })
    void a_status_is_visible_to_its_audience(Visibility visibility, String viewer, boolean visible) {
        StatusAttributes status =
                new StatusAttributes(ALICE, visibility, Optional.empty(), Optional.empty(), Set.of(CAROL), List.of());
        boolean bob = viewer.equals("bob");
        assertThat(VisibilityPolicy.canSee(
                        named(viewer), status, RelationSets.ofFollowed(bob ? Set.of(ALICE) : Set.of())))
                .isEqualTo(visible);
    }

    /** {@code repliedTo} is the author of the status that alice replies to. */
    @ParameterizedTest(name = "{0} status replying to {1} in the home of {2}, follows alice: {3}, carol: {4}: {5}")
    @CsvSource({
        // own posts and replies; never direct messages
        "PUBLIC,   none, alice, false, false, true",
        "PUBLIC,   dave,   alice, false, false, true",
        "PRIVATE,  none, alice, false, false, true",
        "DIRECT,   none, alice, false, false, false",
        // followers
        "PUBLIC,   none, bob, true, false, true",
        "UNLISTED, none, bob, true, false, true",
        "PRIVATE,  none, bob, true, false, true",
        "DIRECT,   bob,    bob, true, false, false",
        "PUBLIC,   none, bob, false, true, false",
        // replies
        "PUBLIC,   bob,    bob, true, false, true",
        "PUBLIC,   alice,  bob, true, false, true",
        "PUBLIC,   carol,  bob, true, true, true",
        "PUBLIC,   carol,  bob, true, false, false",
        "PUBLIC,   bob,    bob, false, false, false",
        "PUBLIC,   carol,  bob, false, true, false",
    })
    void a_status_belongs_in_the_home_of_interested_viewers(
            Visibility visibility, String repliedTo, String viewer, boolean alice, boolean carol, boolean inHome) {
        StatusAttributes status =
                new StatusAttributes(ALICE, visibility, named(repliedTo), Optional.empty(), Set.of(), List.of());
        assertThat(belongsInHome(viewer, status, alice, carol)).isEqualTo(inHome);
    }

    @ParameterizedTest(name = "alice''s boost in the home of bob, follows alice: {0}, carol: {1}: {2}")
    @CsvSource({"true, false, true", "true, true, true", "false, true, false"})
    void a_boost_belongs_in_the_home_of_followers_of_the_booster(boolean alice, boolean carol, boolean inHome) {
        StatusAttributes boost = new StatusAttributes(
                ALICE, Visibility.PUBLIC, Optional.empty(), Optional.of(CAROL), Set.of(), List.of());
        StatusAttributes boostOfReply = new StatusAttributes(
                ALICE, Visibility.PUBLIC, Optional.of(DAVE), Optional.of(CAROL), Set.of(), List.of());
        assertThat(belongsInHome("bob", boost, alice, carol)).isEqualTo(inHome);
        assertThat(belongsInHome("bob", boostOfReply, alice, carol)).isEqualTo(inHome);
    }

    private static boolean belongsInHome(String viewer, StatusAttributes status, boolean alice, boolean carol) {
        Set<AccountId> followed = new HashSet<>();
        if (alice) {
            followed.add(ALICE);
        }
        if (carol) {
            followed.add(CAROL);
        }
        return VisibilityPolicy.belongsInHome(
                named(viewer).orElseThrow(), status, RelationSets.ofFollowed(followed), FeedPreferences.NONE);
    }

    private static Optional<AccountId> named(String name) {
        return switch (name) {
            case "alice" -> Optional.of(ALICE);
            case "bob" -> Optional.of(BOB);
            case "carol" -> Optional.of(CAROL);
            case "dave" -> Optional.of(DAVE);
            default -> Optional.empty();
        };
    }
}
