package social.skein.fault;

import java.util.ArrayList;
import java.util.List;
import social.skein.support.Person;

/** Some people who follow each other: each the next few round the circle. */
record UserRing(List<Person> users) {
    private static final int USERS = 8;
    private static final int FOLLOWS_EACH = 4;

    static UserRing signUp(FaultDeployment site) {
        List<Person> people = new ArrayList<>();
        int port = site.ports().get(0);
        for (int i = 0; i < USERS; i++) {
            people.add(Person.signUp("bird" + i, "correct horse bird" + i, port));
        }
        for (int i = 0; i < USERS; i++) {
            for (int next = 1; next <= FOLLOWS_EACH; next++) {
                people.get(i).follows(people.get((i + next) % USERS));
            }
        }
        people.forEach(Person::home);
        return new UserRing(people);
    }
}
