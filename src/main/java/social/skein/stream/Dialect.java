package social.skein.stream;

/** How an event is put into words for a client. */
enum Dialect {
    FRAMES {
        @Override
        String words(Subscription subscription, Event event) {
            return event.frame(subscription);
        }
    },
    LINES {
        @Override
        String words(Subscription subscription, Event event) {
            return event.lines();
        }
    };

    abstract String words(Subscription subscription, Event event);
}
