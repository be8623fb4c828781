"""nginx with our configuration, changed only in ports, places and name servers, in front of whatever is served."""

from __future__ import annotations

import os
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.contract.deploy.reading import DEPLOY, tool
from tests.stores import free_port

NAME = "licensing.example"
MAIN = """daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/main-error.log;
events {{ worker_connections 64; }}
http {{
    access_log {folder}/main-access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/conf.d/*.conf;
}}
"""


@dataclass(frozen=True)
class Proxy:
    """A running nginx: its folder, and the ports for plain HTTP and for TLS."""

    folder: Path
    plain: int
    tls: int

    def send(self, request: bytes, *, name: str = NAME) -> bytes:
        """What comes back for these bytes over TLS; the certificate is our own, so it is not checked."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection(("127.0.0.1", self.tls), timeout=20) as plain,
            context.wrap_socket(plain, server_hostname=name) as secure,
        ):
            secure.sendall(request)
            return b"".join(iter(lambda: secure.recv(65536), b""))

    def get(self, path: str, **headers: str) -> bytes:
        """The whole answer to a GET, headers first."""
        lines = [f"GET {path} HTTP/1.1", f"Host: {NAME}", "Connection: close"]
        lines += [f"{header.replace('_', '-')}: {value}" for header, value in headers.items()]
        return self.send("\r\n".join([*lines, "", ""]).encode())

    def written(self) -> str:
        """Everything that nginx wrote to any log."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("*.log")))


def write_configuration(folder: Path, upstreams: str, *, plain: int = 0, tls: int = 0) -> Path:
    """Our configuration in `folder`, ready for `nginx -c`; the path of its main file."""
    (folder / "conf.d").mkdir(parents=True)
    site = (DEPLOY / "nginx" / "licet.conf").read_text().replace("/etc/licet-tls", str(folder))
    site = re.sub(r"listen \[::\]:.*\n", "", site)  # not every machine has IPv6
    site = re.sub(r"listen 80\b", f"listen 127.0.0.1:{plain or free_port()}", site)
    site = re.sub(r"listen 443\b", f"listen 127.0.0.1:{tls or free_port()}", site)
    logs = (DEPLOY / "nginx" / "licet-logs.conf").read_text().replace("/var/log/nginx", str(folder))
    (folder / "conf.d" / "licet.conf").write_text(site)
    (folder / "conf.d" / "upstreams.conf").write_text(upstreams)
    (folder / "licet-logs.conf").write_text(logs)
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
    _write_certificate(folder)
    return folder / "nginx.conf"


def upstreams_to(ports: Mapping[str, int]) -> str:
    """As deploy/nginx/upstreams.conf, with other ports."""
    text = (DEPLOY / "nginx" / "upstreams.conf").read_text()
    return re.sub(r"licet_(\w+) \{ server 127\.0\.0\.1:\d+", lambda found: f"licet_{found[1]} {{ server 127.0.0.1:{ports[found[1]]}", text)


@contextmanager
def proxied(folder: Path, ports: Mapping[str, int]) -> Iterator[Proxy]:
    """nginx in front of these ports, one for each surface."""
    proxy = Proxy(folder, free_port(), free_port())
    main = write_configuration(folder, upstreams_to(ports), plain=proxy.plain, tls=proxy.tls)
    command = [tool("nginx", "nginx-light"), "-e", str(folder / "main-error.log"), "-c", str(main)]
    if os.geteuid() == 0:
        command += ["-g", "user root;"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 30
        while not _listens(proxy.tls):
            assert running.poll() is None, (folder / "main-error.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.05)
        yield proxy
    finally:
        running.terminate()
        running.wait(20)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
