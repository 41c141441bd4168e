package social.skein.fault;

import java.util.ArrayList;
import java.util.List;
import social.skein.support.Person;

/** Users in a ring; each follows the next few. */
record UserRing(List<Person> users) {
    private static final int USERS = 8;
    private static final int FOLLOWS_EACH = 4;

    static UserRing signUp(FaultDeployment deployment) {
        List<Person> users = new ArrayList<>();
        int port = deployment.ports().get(0);
        for (int i = 0; i < USERS; i++) {
            users.add(Person.signUp("bird" + i, "correct horse bird" + i, port));
        }
        for (int i = 0; i < USERS; i++) {
            for (int next = 1; next <= FOLLOWS_EACH; next++) {
                users.get(i).follows(users.get((i + next) % USERS));
            }
        }
        users.forEach(Person::home);
        return new UserRing(users);
    }
}
