"""Copies the load balancer configurations in conf/ for loopback; only names and ports are replaced."""
import pathlib
import re
import socket

CONF = pathlib.Path(__file__).resolve().parent.parent / "conf"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def nginx(folder, instances, port, health):
    """Writes the configuration into the folder, without the DNS server of Docker, and returns the start command."""
    conf = CONF / "nginx"
    (folder / "conf.d").mkdir()
    whole = (conf / "nginx.conf").read_text().replace("/tmp/", f"{folder}/")
    (folder / "nginx.conf").write_text("daemon off;\nmaster_process off;\n" + whole)
    upstream = re.sub(r"^resolver .*$", "", (conf / "upstream.conf").read_text(), flags=re.M).replace(" resolve ", " ")
    upstream = one_line_each(r"^  server api-\d:8080(.*)$", upstream,
                             [rf"  server 127.0.0.1:{instance.port}\1" for instance in instances])
    (folder / "conf.d" / "upstream.conf").write_text(upstream)
    skein = (conf / "skein.conf").read_text()
    skein = skein.replace("listen 8080;", f"listen 127.0.0.1:{port};").replace("127.0.0.1:8081", f"127.0.0.1:{health}")
    skein = skein.replace("/dev/stdout", f"{folder}/access.log").replace("/dev/stderr", f"{folder}/crit.log")
    (folder / "conf.d" / "skein.conf").write_text(skein)
    return ["nginx", "-p", str(folder), "-c", f"{folder}/nginx.conf"]


def haproxy(folder, instances, port, health):
    """Likewise for HAProxy, which writes its access log to stdout."""
    text = (CONF / "haproxy" / "haproxy.cfg").read_text()
    text = re.sub(r"^resolvers docker\n(  .*\n)+", "", text, flags=re.M).replace(" resolvers docker", "")
    text = one_line_each(r"^  server api-\d api-\d:8080$", text,
                         [f"  server {instance.name} 127.0.0.1:{instance.port} port {instance.ops_port}"
                          for instance in instances])
    text = text.replace("bind :8080", f"bind 127.0.0.1:{port}").replace("127.0.0.1:8081", f"127.0.0.1:{health}")
    (folder / "haproxy.cfg").write_text(text)
    return ["haproxy", "-db", "-f", f"{folder}/haproxy.cfg"]


def one_line_each(pattern, text, lines):
    """Replaces the lines of the two instances by the given lines."""
    found = list(re.finditer(pattern, text, re.M))
    assert len(found) == 2, f"{pattern} should match two instances"
    return text[:found[0].start()] + "\n".join(found[0].expand(line) for line in lines) + text[found[1].end():]
