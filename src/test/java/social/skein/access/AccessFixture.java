package social.skein.access;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import social.skein.media.Pictures;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** One user per {@link Actor}, and at least one resource of each kind that belongs to the owner. */
final class AccessFixture {
    /** A word in every post, so that a search would find it. */
    static final String MARKER = "heron";

    /** An id that never existed: a hidden resource must get the same response. */
    static final String UNKNOWN_ID = "999999999999999";

    private static final Set<Actor> ONLY_OWNER = EnumSet.of(Actor.OWNER);

    private final TestDeployment deployment;
    private final Map<Actor, Person> users = new EnumMap<>(Actor.class);
    private final Map<String, List<Resource>> resources = new LinkedHashMap<>();
    private final Map<String, Set<Actor>> secrets = new LinkedHashMap<>();
    private final Map<Actor, String> lists = new EnumMap<>(Actor.class);
    private final Map<Actor, String> filters = new EnumMap<>(Actor.class);

    /** A resource of the owner and the actors that may see it. */
    record Resource(String name, String id, Set<Actor> visibleTo) {}

    AccessFixture(TestDeployment deployment) {
        this.deployment = deployment;
        createUsers();
        createStatuses();
        createOwnedResources();
        createNotifications();
        restrictOwner();
        deployment.settle();
        collectNotifications();
    }

    Person person(Actor actor) {
        return users.get(actor);
    }

    /** The resources of a kind of {@code requests.txt}. */
    List<Resource> resources(String kind) {
        List<Resource> found = resources.get(kind);
        if (found == null) {
            throw new AssertionError("The fixture has no resource of the kind \"" + kind + "\"");
        }
        return found;
    }

    /** Secret words with the actors that may read them. */
    Map<String, Set<Actor>> secrets() {
        return secrets;
    }

    /** Fills the placeholders of a payload. */
    String fillTemplate(String template, String id, Actor by) {
        return template.replace("OWNER", person(Actor.OWNER).id())
                .replace("SELF", by == Actor.ANONYMOUS ? UNKNOWN_ID : person(by).id())
                .replace("PUBLIC", resources("status").get(0).id())
                .replace("WORD", MARKER)
                .replace("ID", id);
    }

    /** The path with the tested id, or with another valid id if the tested one belongs elsewhere. */
    String path(AccessCase accessCase, String id, Actor by) {
        String path = accessCase
                .path()
                .replace(
                        "{" + accessCase.idParameter() + "}",
                        accessCase.resourceKind().equals("-") ? MARKER : id);
        return path.replace("/filters/{id}", "/filters/" + filters.getOrDefault(by, UNKNOWN_ID))
                .replace("/lists/{id}", "/lists/" + lists.getOrDefault(by, UNKNOWN_ID))
                .replace(
                        "/statuses/{id}",
                        "/statuses/" + resources("status").get(0).id())
                .replaceAll("\\{[a-z]+}", MARKER);
    }

    private void createUsers() {
        for (Actor actor : Actor.values()) {
            users.put(
                    actor,
                    actor == Actor.ANONYMOUS
                            ? deployment.signUp("anonymous").withToken("")
                            : deployment.signUp(actor.name().toLowerCase(Locale.ROOT)));
        }
        Person operator = users.get(Actor.OPERATOR);
        users.put(
                Actor.OPERATOR,
                operator.withToken(TestTokens.issue(
                        deployment, operator, "read write follow push profile admin:read admin:write")));
        for (Actor actor : List.of(Actor.FOLLOWER, Actor.MUTED, Actor.BLOCKED)) {
            users.get(actor).follows(users.get(Actor.OWNER));
        }
        for (Actor actor : EnumSet.complementOf(EnumSet.of(Actor.ANONYMOUS))) {
            lists.put(actor, create(actor, "/api/v1/lists", Map.of("title", "mine")));
            filters.put(actor, create(actor, "/api/v2/filters", Map.of("title", "mine", "context[]", "home")));
        }
    }

    private void createStatuses() {
        Set<Actor> all = Actor.all();
        all.remove(Actor.BLOCKED);
        String public_ = createStatus("public", "", all);
        createStatus("unlisted", public_, all);
        createStatus("private", public_, EnumSet.of(Actor.FOLLOWER, Actor.MENTIONED, Actor.MUTED, Actor.OWNER));
        createStatus("direct", public_, EnumSet.of(Actor.MENTIONED, Actor.OWNER));
        resources.put("statuses", resources("status"));
        resources.put(
                "own status",
                resources("status").stream()
                        .map(resource -> new Resource(resource.name(), resource.id(), ONLY_OWNER))
                        .toList());
    }

    /** Creates a reply to the public status, so that one thread contains all of them. */
    private String createStatus(String visibility, String inReplyTo, Set<Actor> readers) {
        String secret = MARKER + visibility;
        JsonObject request = new JsonObject()
                .put("status", "@mentioned @blocked " + MARKER + " " + secret + " #" + MARKER)
                .put("visibility", visibility)
                .put("in_reply_to_id", inReplyTo)
                .put(
                        "poll",
                        new JsonObject()
                                .put(
                                        "options",
                                        new JsonArray()
                                                .add("option of " + secret)
                                                .add("another"))
                                .put("expires_in", 86_400));
        JsonObject status = new JsonObject(users.get(Actor.OWNER)
                .sendJson("POST", "/api/v1/statuses", request.encode())
                .body());
        secrets.put(secret, readers);
        add("status", visibility, status.getString("id"), readers);
        add("poll", visibility, status.getJsonObject("poll").getString("id"), readers);
        return status.getString("id");
    }

    private void createOwnedResources() {
        String list = create(Actor.OWNER, "/api/v1/lists", Map.of("title", addSecret("list")));
        addOwned("list", list);
        addOwned("live list", list);
        JsonObject filter = users.get(Actor.OWNER)
                .post(
                        "/api/v2/filters",
                        Map.of(
                                "title", addSecret("filter"),
                                "context[]", "account",
                                "keywords_attributes[0][keyword]", addSecret("keyword")));
        String id = filter.getString("id");
        addOwned("filter", id);
        filters.put(Actor.OWNER, id);
        String keyword = filter.getJsonArray("keywords").getJsonObject(0).getString("id");
        addOwned("keyword", keyword);
        addOwned("keyword", create(Actor.OWNER, "/api/v2/filters/" + id + "/keywords", Map.of("keyword", "gone")));
        add("other keyword", "other keyword", keyword, Actor.none());
        JsonObject extra = users.get(Actor.OWNER).posts("Filtered post");
        addOwned(
                "filtered status",
                create(Actor.OWNER, "/api/v2/filters/" + id + "/statuses", Map.of("status_id", extra.getString("id"))));
        addOwned(
                "scheduled status",
                create(
                        Actor.OWNER,
                        "/api/v1/statuses",
                        Map.of("status", addSecret("scheduled"), "scheduled_at", "2099-01-01T00:00:00Z")));
        for (int i = 0; i < 2; i++) {
            addOwned(
                    "media",
                    users.get(Actor.OWNER)
                            .uploads(Pictures.png(8, 8), Map.of("description", addSecret("media")))
                            .getString("id"));
        }
        addOwned("featured tag", create(Actor.OWNER, "/api/v1/featured_tags", Map.of("name", "owl")));
        users.get(Actor.OWNER)
                .post(
                        "/api/v1/accounts/" + users.get(Actor.STRANGER).id() + "/note",
                        Map.of("comment", addSecret("note")));
        secrets.put("owner@example.org", ONLY_OWNER);
    }

    private void createNotifications() {
        Person owner = users.get(Actor.OWNER);
        users.get(Actor.FOLLOWER).posts("@owner, have you seen it?");
        owner.send("PUT", "/api/v2/notifications/policy", Map.of("for_private_mentions", "filter"));
        for (Actor actor : List.of(Actor.STRANGER, Actor.OPERATOR, Actor.FOLLOWER, Actor.MENTIONED)) {
            users.get(actor).posts(Map.of("status", "@owner hello", "visibility", "direct"));
            users.get(actor)
                    .likes(new JsonObject().put("id", resources("status").get(0).id()));
        }
    }

    private void restrictOwner() {
        Person owner = users.get(Actor.OWNER);
        owner.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("locked", "true"));
        owner.post("/api/v1/accounts/" + users.get(Actor.BLOCKED).id() + "/block", Map.of());
        owner.post("/api/v1/accounts/" + users.get(Actor.MUTED).id() + "/mute", Map.of());
        for (Actor actor : List.of(Actor.STRANGER, Actor.OPERATOR)) {
            users.get(actor).post("/api/v1/accounts/" + owner.id() + "/follow", Map.of());
            add("follow requester", actor.name(), users.get(actor).id(), ONLY_OWNER);
        }
        add("account", "owner", owner.id(), Actor.all());
        resources.put("accounts", resources("account"));
        add(
                "followed account",
                "owner",
                owner.id(),
                EnumSet.of(Actor.FOLLOWER, Actor.MUTED, Actor.OWNER, Actor.STRANGER, Actor.OPERATOR));
    }

    /** Collects the notifications, requests and conversations of the owner. */
    private void collectNotifications() {
        Person owner = users.get(Actor.OWNER);
        List<JsonObject> notifications = new ArrayList<>(owner.list("/api/v1/notifications"));
        // Workers remove notifications of answered requests and undone likes, so others are dismissed first.
        notifications.sort(Comparator.comparing(one ->
                List.of("mention", "favourite", "follow_request", "follow").indexOf(one.getString("type"))));
        notifications.forEach(one -> addOwned("notification", one.getString("id")));
        // Reversed, so that the first notification and the first group are different ones.
        Collections.reverse(notifications);
        notifications.forEach(one -> addOwned("group", one.getString("group_key")));
        resources.put("groups", resources("group"));
        owner.ids("/api/v1/notifications/requests").forEach(request -> addOwned("request", request));
        resources.put("requests", resources("request"));
        owner.ids("/api/v1/conversations").forEach(conversation -> addOwned("conversation", conversation));
    }

    private void addOwned(String kind, String id) {
        add(kind, kind, id, ONLY_OWNER);
    }

    private void add(String kind, String name, String id, Set<Actor> visibleTo) {
        resources.computeIfAbsent(kind, first -> new ArrayList<>()).add(new Resource(name, id, visibleTo));
    }

    private String addSecret(String of) {
        secrets.put(MARKER + of, ONLY_OWNER);
        return MARKER + of;
    }

    private String create(Actor by, String path, Map<String, String> form) {
        return users.get(by).post(path, form).getString("id");
    }
}
