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
import social.skein.support.Deployment;
import social.skein.support.Person;

/** One of each {@link Actor}, and something of the owner's of every kind there is. */
final class Town {
    /** Is in every post, so that a search would find them. */
    static final String WORD = "heron";

    /** An id that was never drawn: those who ask for it are told what one is told who may not know. */
    static final String NEVER = "999999999999999";

    private static final Set<Actor> OWNER = EnumSet.of(Actor.OWNER);

    private final Deployment deployment;
    private final Map<Actor, Person> people = new EnumMap<>(Actor.class);
    private final Map<String, List<Thing>> things = new LinkedHashMap<>();
    private final Map<String, Set<Actor>> secrets = new LinkedHashMap<>();
    private final Map<Actor, String> lists = new EnumMap<>(Actor.class);
    private final Map<Actor, String> filters = new EnumMap<>(Actor.class);

    /** Something of the owner's, and who may know of it. */
    record Thing(String name, String id, Set<Actor> knownTo) {}

    Town(Deployment deployment) {
        this.deployment = deployment;
        peopleMeet();
        ownerPosts();
        ownerKeeps();
        ownerIsTold();
        ownerCloses();
        deployment.settle();
        arrivals();
    }

    Person person(Actor actor) {
        return people.get(actor);
    }

    /** What there is of a kind, in the words of {@code requests.txt}. */
    List<Thing> things(String kind) {
        List<Thing> found = things.get(kind);
        if (found == null) {
            throw new AssertionError("There is nothing of the kind \"" + kind + "\" in the town");
        }
        return found;
    }

    /** Words of what is not for everybody, and for whom they are. */
    Map<String, Set<Actor>> secrets() {
        return secrets;
    }

    /** What is sent, with an id and whatever else it needs. */
    String filled(String template, String id, Actor by) {
        return template.replace("OWNER", person(Actor.OWNER).id())
                .replace("SELF", by == Actor.ANONYMOUS ? NEVER : person(by).id())
                .replace("PUBLIC", things("status").get(0).id())
                .replace("WORD", WORD)
                .replace("ID", id);
    }

    /** The path, where the id that is tried is in it, or something else where it is elsewhere. */
    String path(Trial trial, String id, Actor by) {
        String path =
                trial.path().replace("{" + trial.taker() + "}", trial.kind().equals("-") ? WORD : id);
        return path.replace("/filters/{id}", "/filters/" + filters.getOrDefault(by, NEVER))
                .replace("/lists/{id}", "/lists/" + lists.getOrDefault(by, NEVER));
    }

    private void peopleMeet() {
        for (Actor actor : Actor.values()) {
            people.put(
                    actor,
                    actor == Actor.ANONYMOUS
                            ? deployment.signUp("anonymous").withToken("")
                            : deployment.signUp(actor.name().toLowerCase(Locale.ROOT)));
        }
        Person operator = people.get(Actor.OPERATOR);
        people.put(
                Actor.OPERATOR,
                operator.withToken(
                        Tokens.of(deployment, operator, "read write follow push profile admin:read admin:write")));
        for (Actor actor : List.of(Actor.FOLLOWER, Actor.MUTED, Actor.BLOCKED)) {
            people.get(actor).follows(people.get(Actor.OWNER));
        }
        for (Actor actor : EnumSet.complementOf(EnumSet.of(Actor.ANONYMOUS))) {
            lists.put(actor, make(actor, "/api/v1/lists", Map.of("title", "mine")));
            filters.put(actor, make(actor, "/api/v2/filters", Map.of("title", "mine", "context[]", "home")));
        }
    }

    private void ownerPosts() {
        Set<Actor> all = Actor.everybody();
        all.remove(Actor.BLOCKED);
        String public_ = status("public", "", all);
        status("unlisted", public_, all);
        status("private", public_, EnumSet.of(Actor.FOLLOWER, Actor.MENTIONED, Actor.MUTED, Actor.OWNER));
        status("direct", public_, EnumSet.of(Actor.MENTIONED, Actor.OWNER));
        things.put("statuses", things("status"));
        things.put(
                "own status",
                things("status").stream()
                        .map(thing -> new Thing(thing.name(), thing.id(), OWNER))
                        .toList());
    }

    /** Answers the public one, so that its thread has all of them in it. */
    private String status(String visibility, String answers, Set<Actor> readers) {
        String secret = WORD + visibility;
        JsonObject asked = new JsonObject()
                .put("status", "@mentioned @blocked " + WORD + " " + secret + " #" + WORD)
                .put("visibility", visibility)
                .put("in_reply_to_id", answers)
                .put(
                        "poll",
                        new JsonObject()
                                .put(
                                        "options",
                                        new JsonArray()
                                                .add("option of " + secret)
                                                .add("another"))
                                .put("expires_in", 86_400));
        JsonObject status = new JsonObject(people.get(Actor.OWNER)
                .sendJson("POST", "/api/v1/statuses", asked.encode())
                .body());
        secrets.put(secret, readers);
        add("status", visibility, status.getString("id"), readers);
        add("poll", visibility, status.getJsonObject("poll").getString("id"), readers);
        return status.getString("id");
    }

    private void ownerKeeps() {
        String list = make(Actor.OWNER, "/api/v1/lists", Map.of("title", secret("list")));
        own("list", list);
        own("live list", list);
        JsonObject filter = people.get(Actor.OWNER)
                .post(
                        "/api/v2/filters",
                        Map.of(
                                "title", secret("filter"),
                                "context[]", "account",
                                "keywords_attributes[0][keyword]", secret("keyword")));
        String id = filter.getString("id");
        own("filter", id);
        filters.put(Actor.OWNER, id);
        String keyword = filter.getJsonArray("keywords").getJsonObject(0).getString("id");
        own("keyword", keyword);
        own("keyword", make(Actor.OWNER, "/api/v2/filters/" + id + "/keywords", Map.of("keyword", "gone")));
        add("other keyword", "other keyword", keyword, Actor.nobody());
        JsonObject extra = people.get(Actor.OWNER).posts("Not to be met");
        own(
                "filtered status",
                make(Actor.OWNER, "/api/v2/filters/" + id + "/statuses", Map.of("status_id", extra.getString("id"))));
        own(
                "scheduled status",
                make(
                        Actor.OWNER,
                        "/api/v1/statuses",
                        Map.of("status", secret("scheduled"), "scheduled_at", "2099-01-01T00:00:00Z")));
        own("featured tag", make(Actor.OWNER, "/api/v1/featured_tags", Map.of("name", "owl")));
        people.get(Actor.OWNER)
                .post(
                        "/api/v1/accounts/" + people.get(Actor.STRANGER).id() + "/note",
                        Map.of("comment", secret("note")));
        secrets.put("owner@example.org", OWNER);
    }

    private void ownerIsTold() {
        Person owner = people.get(Actor.OWNER);
        people.get(Actor.FOLLOWER).posts("@owner, have you seen it?");
        owner.send("PUT", "/api/v2/notifications/policy", Map.of("for_private_mentions", "filter"));
        for (Actor actor : List.of(Actor.STRANGER, Actor.OPERATOR, Actor.FOLLOWER, Actor.MENTIONED)) {
            people.get(actor).posts(Map.of("status", "@owner hello", "visibility", "direct"));
            people.get(actor)
                    .likes(new JsonObject().put("id", things("status").get(0).id()));
        }
    }

    private void ownerCloses() {
        Person owner = people.get(Actor.OWNER);
        owner.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("locked", "true"));
        owner.post("/api/v1/accounts/" + people.get(Actor.BLOCKED).id() + "/block", Map.of());
        owner.post("/api/v1/accounts/" + people.get(Actor.MUTED).id() + "/mute", Map.of());
        for (Actor actor : List.of(Actor.STRANGER, Actor.OPERATOR)) {
            people.get(actor).post("/api/v1/accounts/" + owner.id() + "/follow", Map.of());
            add("who asks", actor.name(), people.get(actor).id(), OWNER);
        }
        add("account", "owner", owner.id(), Actor.everybody());
        things.put("accounts", things("account"));
        add("followed account", "owner", owner.id(), EnumSet.of(Actor.FOLLOWER, Actor.MUTED, Actor.OWNER));
    }

    /** What others brought the owner. */
    private void arrivals() {
        Person owner = people.get(Actor.OWNER);
        List<JsonObject> told = new ArrayList<>(owner.list("/api/v1/notifications"));
        // Workers take back a request that is answered and a like that is undone: what is dismissed is neither.
        told.sort(Comparator.comparing(one ->
                List.of("mention", "favourite", "follow_request", "follow").indexOf(one.getString("type"))));
        told.forEach(one -> own("notification", one.getString("id")));
        // The other way round: who dismisses the first of each has not dismissed the same twice.
        Collections.reverse(told);
        told.forEach(one -> own("group", one.getString("group_key")));
        things.put("groups", things("group"));
        owner.ids("/api/v1/notifications/requests").forEach(request -> own("request", request));
        things.put("requests", things("request"));
        owner.ids("/api/v1/conversations").forEach(conversation -> own("conversation", conversation));
    }

    private void own(String kind, String id) {
        add(kind, kind, id, OWNER);
    }

    private void add(String kind, String name, String id, Set<Actor> knownTo) {
        things.computeIfAbsent(kind, first -> new ArrayList<>()).add(new Thing(name, id, knownTo));
    }

    private String secret(String of) {
        secrets.put(WORD + of, OWNER);
        return WORD + of;
    }

    private String make(Actor by, String path, Map<String, String> form) {
        return people.get(by).post(path, form).getString("id");
    }
}
