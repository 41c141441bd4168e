package social.skein.stream;

/** How an event is put into words for a client. */
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
