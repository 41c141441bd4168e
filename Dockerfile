# The jar and a Java runtime. Configuration comes from SKEIN_* variables, as in docker-compose.yml.

FROM maven:3.9.11-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
# Tests and formatting are checked by .ci/run; here they would make the build depend on test servers.
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM eclipse-temurin:17.0.19_10-jre-noble
RUN groupadd --system --gid 10001 skein \
 && useradd --system --uid 10001 --gid skein --home-dir /app --shell /usr/sbin/nologin skein \
 && install -d -o skein -g skein /var/lib/skein
# For video and sound (docs/MEDIA.md), which enlarges the image by half a gigabyte:
# RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY bin/probe /app/probe
COPY --from=build /build/target/skein.jar /app/skein.jar

# The loopback address of a container is unreachable; its networks decide which peers can reach the ports. The heap
# leaves room for the off-heap buffers of Netty.
ENV SKEIN_HTTP_HOST=0.0.0.0 \
    SKEIN_OPS_HOST=0.0.0.0 \
    SKEIN_DATA_DIR=/var/lib/skein \
    JDK_JAVA_OPTIONS=-XX:MaxRAMPercentage=60

USER skein
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/app/probe", "/livez"]
# A process without memory may neither work nor end; it exits, and the platform restarts it.
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/skein.jar"]
