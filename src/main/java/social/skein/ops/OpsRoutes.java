package social.skein.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Response;

/** The ops port: {@code /livez}, {@code /readyz} and {@code /metrics}. */
public final class OpsRoutes {
    private final Readiness readiness;
    private final Backlogs backlogs;
    private final PrometheusMeterRegistry metrics;

    public OpsRoutes(Readiness readiness, Backlogs backlogs, PrometheusMeterRegistry metrics) {
        this.readiness = readiness;
        this.backlogs = backlogs;
        this.metrics = metrics;
    }

    public void mount(Endpoints api) {
        api.get("/livez", Access.anyone(), request -> Future.succeededFuture(Response.text("ok")));
        api.get("/readyz", Access.anyone(), this::ready);
        api.get("/metrics", Access.anyone(), this::metrics);
    }

    private Future<Response> ready(Request request) {
        Readiness.Report report = readiness.report();
        return Future.succeededFuture(Response.json(report.ready() ? 200 : 503, report));
    }

    private Future<Response> metrics(Request request) {
        return backlogs.measure()
                .map(measured -> Response.text(metrics.scrape())
                        .withHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8"));
    }
}
