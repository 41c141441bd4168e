package social.skein.embedded;

/** The addresses of the servers. The two URIs contain passwords, which {@code toString} omits. */
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
