package social.skein.embedded;

/** Where the three servers answer; the two URIs carry passwords, so {@code toString} leaves them out. */
public record ServerAddresses(String postgresUri, String redisUri, String kafkaBootstrap) {
    @Override
    public String toString() {
        return "PostgreSQL " + withoutPassword(postgresUri) + ", Redis " + withoutPassword(redisUri) + ", Kafka "
                + kafkaBootstrap;
    }

    private static String withoutPassword(String uri) {
        return uri.replaceFirst(":[^:@/]+@", "@");
    }
}
