package social.skein.fault;

import java.util.ArrayList;
import java.util.List;
import social.skein.support.Person;

/** Some people who follow each other: each the next few round the circle. */
record Town(List<Person> people) {
    private static final int SIZE = 8;
    private static final int FOLLOWED = 4;

    static Town of(Site site) {
        List<Person> people = new ArrayList<>();
        int port = site.ports().get(0);
        for (int i = 0; i < SIZE; i++) {
            people.add(Person.signUp("bird" + i, "correct horse bird" + i, port));
        }
        for (int i = 0; i < SIZE; i++) {
            for (int next = 1; next <= FOLLOWED; next++) {
                people.get(i).follows(people.get((i + next) % SIZE));
            }
        }
        people.forEach(Person::home);
        return new Town(people);
    }
}
