package social.skein.bench;

/** Live updates over many sockets; the place of that measurement. */
final class StreamsPart implements Part {
    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String title() {
        return "live updates over many sockets";
    }

    @Override
    public Section measure(Scene scene) {
        return Section.leftOut(this, "the measurement of streams is not part of this command yet.");
    }
}
