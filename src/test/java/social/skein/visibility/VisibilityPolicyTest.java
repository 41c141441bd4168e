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

/** The rules as a table: alice posts; bob follows alice, carol is mentioned by her, dave is neither. */
class VisibilityPolicyTest {
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final AccountId CAROL = new AccountId(3);
    private static final AccountId DAVE = new AccountId(4);

    @ParameterizedTest(name = "{1} sees alice''s {0} status: {2}")
    @CsvSource({
        "PUBLIC,   nobody, true", "PUBLIC,   alice, true", "PUBLIC,   bob, true", "PUBLIC,   carol, true",
        "PUBLIC,   dave, true", "UNLISTED, nobody, true", "UNLISTED, alice, true", "UNLISTED, bob, true",
        "UNLISTED, carol, true", "UNLISTED, dave, true", "PRIVATE,  nobody, false", "PRIVATE,  alice, true",
        "PRIVATE,  bob, true", "PRIVATE,  carol, true", "PRIVATE,  dave, false", "DIRECT,   nobody, false",
        "DIRECT,   alice, true", "DIRECT,   bob, false", "DIRECT,   carol, true", "DIRECT,   dave, false",
    })
    void a_status_is_seen_by_whom_it_is_for(Visibility visibility, String viewer, boolean sees) {
        StatusAttributes subject =
                new StatusAttributes(ALICE, visibility, Optional.empty(), Optional.empty(), Set.of(CAROL), List.of());
        boolean bob = viewer.equals("bob");
        assertThat(VisibilityPolicy.canSee(
                        named(viewer), subject, RelationSets.ofFollowed(bob ? Set.of(ALICE) : Set.of())))
                .isEqualTo(sees);
    }

    /** Who reads follows alice or does not, and carol or does not; {@code answers} says whom alice answers. */
    @ParameterizedTest(name = "{0} status answering {1} at {2}, who follows alice: {3}, carol: {4}, is heard: {5}")
    @CsvSource({
        // own posts, whatever they answer; never letters
        "PUBLIC,   nobody, alice, false, false, true",
        "PUBLIC,   dave,   alice, false, false, true",
        "PRIVATE,  nobody, alice, false, false, true",
        "DIRECT,   nobody, alice, false, false, false",
        // those who follow her
        "PUBLIC,   nobody, bob, true, false, true",
        "UNLISTED, nobody, bob, true, false, true",
        "PRIVATE,  nobody, bob, true, false, true",
        "DIRECT,   bob,    bob, true, false, false",
        "PUBLIC,   nobody, bob, false, true, false",
        // conversations
        "PUBLIC,   bob,    bob, true, false, true",
        "PUBLIC,   alice,  bob, true, false, true",
        "PUBLIC,   carol,  bob, true, true, true",
        "PUBLIC,   carol,  bob, true, false, false",
        "PUBLIC,   bob,    bob, false, false, false",
        "PUBLIC,   carol,  bob, false, true, false",
    })
    void a_status_is_heard_by_whom_it_interests(
            Visibility visibility, String answers, String viewer, boolean alice, boolean carol, boolean heard) {
        StatusAttributes subject =
                new StatusAttributes(ALICE, visibility, named(answers), Optional.empty(), Set.of(), List.of());
        assertThat(hears(viewer, subject, alice, carol)).isEqualTo(heard);
    }

    @ParameterizedTest(name = "alice''s boost is heard by bob, who follows alice: {0}, carol: {1}: {2}")
    @CsvSource({"true, false, true", "true, true, true", "false, true, false"})
    void a_boost_is_heard_by_who_follows_the_booster(boolean alice, boolean carol, boolean heard) {
        StatusAttributes boost = new StatusAttributes(
                ALICE, Visibility.PUBLIC, Optional.empty(), Optional.of(CAROL), Set.of(), List.of());
        StatusAttributes ofReply = new StatusAttributes(
                ALICE, Visibility.PUBLIC, Optional.of(DAVE), Optional.of(CAROL), Set.of(), List.of());
        assertThat(hears("bob", boost, alice, carol)).isEqualTo(heard);
        assertThat(hears("bob", ofReply, alice, carol)).isEqualTo(heard);
    }

    private static boolean hears(String viewer, StatusAttributes subject, boolean alice, boolean carol) {
        Set<AccountId> followed = new HashSet<>();
        if (alice) {
            followed.add(ALICE);
        }
        if (carol) {
            followed.add(CAROL);
        }
        return VisibilityPolicy.belongsInHome(
                named(viewer).orElseThrow(), subject, RelationSets.ofFollowed(followed), FeedPreferences.NONE);
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
