"""Copies the load balancer configurations in conf/ for loopback; only names and ports are replaced."""
import pathlib
import re
import socket
import subprocess

CONF = pathlib.Path(__file__).resolve().parent.parent / "conf"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def nginx(folder, instances, port, health):
    """Writes the files of docker-compose.yml into the folder, without its DNS server, and returns the start command."""
    conf = CONF / "nginx"
    nginx_servers(folder, port, health, "skein-base.conf", "skein.inc", "skein.conf")
    (folder / "nginx.conf").write_text("master_process off;\n" + (conf / "nginx.conf").read_text().replace("/tmp/", f"{folder}/"))
    upstream = re.sub(r"^resolver .*$", "", (conf / "upstream-docker.conf").read_text(), flags=re.M).replace(" resolve ", " ")
    upstream = one_line_each(r"^  server api-\d:8080(.*)$", upstream,
                             [rf"  server 127.0.0.1:{instance.port}\1" for instance in instances])
    (folder / "conf.d" / "upstream.conf").write_text(upstream)
    (folder / "start").write_text((conf / "start").read_text().replace("/tmp/", f"{folder}/"))
    return ["sh", f"{folder}/start", "-p", str(folder), "-c", f"{folder}/nginx.conf"]


def installed_nginx(folder, instances, port, health, tls_port=0, redirect_port=0):
    """The files as conf/nginx/README.md copies them next to the nginx.conf of a distribution, with both servers."""
    nginx_servers(folder, port, health, "cache.conf", "skein-base.conf", "skein.inc", "skein.conf", "skein-tls.conf")
    tls = folder / "conf.d" / "skein-tls.conf"
    text = tls.read_text()
    for number, new in ((443, tls_port or free_port()), (80, redirect_port or free_port())):
        text = listening(text, number, new)
    certificate = self_signed(folder)
    text = re.sub(r"/etc/letsencrypt/live/feed.example.org/(\w+)\.pem", lambda found: str(certificate[found[1]]), text)
    tls.write_text(text)
    upstream = one_line_each(r"^  server 10\.0\.0\.1\d:8080(.*)$", (CONF / "nginx" / "upstream.conf").read_text(),
                             [rf"  server 127.0.0.1:{instance.port}\1" for instance in instances])
    (folder / "conf.d" / "upstream.conf").write_text(upstream)
    (folder / "nginx.conf").write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\n  access_log {folder}/other.log;\n  include conf.d/*.conf;\n}}\n")
    return ["nginx", "-p", str(folder), "-c", f"{folder}/nginx.conf"]


def nginx_servers(folder, port, health, *names):
    (folder / "conf.d").mkdir()
    for name in names:
        text = (CONF / "nginx" / name).read_text().replace("/var/log/nginx/", f"{folder}/").replace("/var/cache/", f"{folder}/")
        text = listening(text, 8080, port).replace("127.0.0.1:8081", f"127.0.0.1:{health}")
        (folder / "conf.d" / name).write_text(text)


def listening(text, number, port):
    """The text with the port replaced in its listen lines, and the addresses by those of loopback."""
    text = re.sub(rf"listen {number}\b", f"listen 127.0.0.1:{port}", text)
    return re.sub(rf"listen \[::\]:{number}\b", f"listen [::1]:{port}", text)


def self_signed(folder):
    """A certificate for localhost: {"fullchain": path, "privkey": path}."""
    paths = {"fullchain": folder / "fullchain.pem", "privkey": folder / "privkey.pem"}
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
                    "-keyout", paths["privkey"], "-out", paths["fullchain"]], check=True, capture_output=True)
    return paths


def haproxy(folder, instances, port, health, stats=0):
    """Likewise for HAProxy, which writes its access log to stdout."""
    text = (CONF / "haproxy" / "haproxy.cfg").read_text()
    text = re.sub(r"^resolvers docker\n(  .*\n)+", "", text, flags=re.M).replace(" resolvers docker", "")
    text = one_line_each(r"^  server api-\d api-\d:8080$", text,
                         [f"  server {instance.name} 127.0.0.1:{instance.port} port {instance.ops_port}"
                          for instance in instances])
    text = text.replace("bind :8080", f"bind 127.0.0.1:{port}").replace("bind :::8080", f"bind [::1]:{port}")
    text = text.replace("127.0.0.1:8081", f"127.0.0.1:{health}").replace("127.0.0.1:8404", f"127.0.0.1:{stats or free_port()}")
    (folder / "haproxy.cfg").write_text(text)
    return ["haproxy", "-db", "-f", f"{folder}/haproxy.cfg"]


def one_line_each(pattern, text, lines):
    """Replaces the lines of the two instances by the given lines."""
    found = list(re.finditer(pattern, text, re.M))
    assert len(found) == 2, f"{pattern} should match two instances"
    return text[:found[0].start()] + "\n".join(found[0].expand(line) for line in lines) + text[found[1].end():]
