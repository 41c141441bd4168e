# The jar and a Java runtime, nothing else. Configuration comes from SKEIN_* variables, as in docker-compose.yml.

FROM maven:3.9.11-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
# Tests and formatting are the business of .ci/run; here they would only make an image depend on test servers.
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM eclipse-temurin:17.0.19_10-jre-noble
RUN groupadd --system --gid 10001 skein \
 && useradd --system --uid 10001 --gid skein --home-dir /app --shell /usr/sbin/nologin skein \
 && install -d -o skein -g skein /var/lib/skein
WORKDIR /app
COPY bin/probe /app/probe
COPY --from=build /build/target/skein.jar /app/skein.jar

# A container's loopback is reachable by nobody; the networks it is put on decide who reaches the ports.
# The heap leaves room for Netty's buffers, which live outside of it.
ENV SKEIN_HTTP_HOST=0.0.0.0 \
    SKEIN_OPS_HOST=0.0.0.0 \
    SKEIN_DATA_DIR=/var/lib/skein \
    JDK_JAVA_OPTIONS=-XX:MaxRAMPercentage=60

USER skein
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/app/probe", "/livez"]
# A process out of memory is neither alive nor dead; it ends, and is started again.
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/skein.jar"]
