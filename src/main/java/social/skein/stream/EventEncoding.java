package social.skein.stream;

/** The wire formats of events. */
enum EventEncoding {
    WEB_SOCKET {
        @Override
        String encode(Subscription subscription, StreamEvent event) {
            return event.webSocketFrame(subscription);
        }
    },
    SERVER_SENT_EVENTS {
        @Override
        String encode(Subscription subscription, StreamEvent event) {
            return event.serverSentEvent();
        }
    };

    abstract String encode(Subscription subscription, StreamEvent event);
}
