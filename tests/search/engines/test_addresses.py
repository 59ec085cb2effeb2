"""What SEARCH_URL may say, and what is said about one that cannot be used."""

import base64
import os
import ssl
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.exceptions import ImproperlyConfigured

from search.checks import check_search_url
from search.engines.base import EngineDown
from search.engines.breaker import GuardedEngine
from search.engines.choose import check_url, get_engine, make_engine
from search.engines.elastic.address import parse_address
from search.engines.elastic.clients import connect
from search.engines.elastic.engine import ElasticEngine
from search.engines.tantivy import TantivyEngine
from tests.search.engines.faults import Asked, dripping, http, listening, read_request, says

pytestmark = pytest.mark.either


def test_every_part_of_an_address():
    certificate = __file__
    found = parse_address(
        f"opensearch://us%40er:p%3Aa%2Fss@one.example:9201,[::1],10.0.0.3:9300/portal_2"
        f"?shards=3&replicas=2&timeout=1.5&write_timeout=30&tls=true&ca={certificate}"
    )
    assert found.hosts == (("one.example", 9201), ("[::1]", 9200), ("10.0.0.3", 9300))
    assert (found.kind, found.prefix, found.user, found.password) == ("opensearch", "portal_2", "us@er", "p:a/ss")
    assert (found.shards, found.replicas, found.timeout, found.write_timeout) == (3, 2, 1.5, 30)
    assert (found.tls, found.ca) == (True, certificate)


def test_what_an_address_does_not_say():
    found = parse_address("elasticsearch://search.example")
    assert found.hosts == (("search.example", 9200),)
    assert (found.prefix, found.tls, found.shards, found.replicas) == ("portal", False, 1, 0)
    assert (found.timeout, found.write_timeout) == (2, 10)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("opensearch://", "Hosts are HOST or HOST:PORT"),
        ("opensearch:///portal", "Hosts are HOST or HOST:PORT"),
        ("opensearch://a,,b", "Hosts are HOST or HOST:PORT"),
        ("opensearch://host:99999", "Hosts are HOST or HOST:PORT"),
        ("opensearch://host:port", "Hosts are HOST or HOST:PORT"),
        ("opensearch://[::1", "SEARCH_URL cannot be used"),
        ("opensearch://host/Portal", "The prefix 'Portal'"),
        ("opensearch://host/a-b", "The prefix 'a-b'"),
        ("opensearch://host/a/b", "The prefix 'a/b'"),
        ("opensearch://host?colour=red", "no option 'colour'"),
        ("opensearch://host?shards=0", "'shards' is a number of 1 or more"),
        ("opensearch://host?shards=many", "'shards' is a number"),
        ("opensearch://host?shards=1.5", "'shards' is a number"),
        ("opensearch://host?replicas=-1", "'replicas' is a number of 0 or more"),
        ("opensearch://host?timeout=0", "'timeout' is a number of 0.1 or more"),
        ("opensearch://host?timeout=nan", "'timeout' is a number"),
        ("opensearch://host?timeout=inf", "'timeout' is a number"),
        ("opensearch://host?tls=perhaps", "'tls' is true or false"),
        ("opensearch://host?tls=true&ca=/nowhere.pem", "a file that is not there: /nowhere.pem"),
        (f"opensearch://host?tls=false&ca={__file__}", "tls=true only"),
        ("opensearch://host?api_key=hunter2", "api_key is for elasticsearch"),
        ("elasticsearch://user:hunter2@host?api_key=hunter2", "without user and password"),
        ("tantivy://folder", "three slashes"),
        ("tantivy:///folder?shards=1", "three slashes"),
        ("database://host", "names no search engine"),
        ("solr://host", "names no search engine"),
        ("", "names no search engine"),
    ],
)
def test_a_wrong_address_is_told_in_words_at_the_start(settings, url, words):
    with pytest.raises(ImproperlyConfigured, match=words) as caught:
        check_url(url)
    assert "hunter2" not in str(caught.value)
    settings.SEARCH_URL = url
    (error,) = check_search_url(None)
    assert (error.id, words.split("'")[0] in error.msg) == ("search.E001", True)


def test_credentials_are_never_shown():
    address = parse_address("elasticsearch://user:hunter2@host")
    assert "hunter2" not in f"{address} {address!r}"
    assert str(address) == "Elasticsearch at host:9200"


def test_the_engine_of_each_address(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.SEARCH_URL = "database://"
    assert get_engine() is None
    settings.SEARCH_URL = "tantivy://"
    embedded = get_engine()
    assert (type(embedded), embedded.folder) == (TantivyEngine, tmp_path / "search")
    assert get_engine() is embedded
    settings.SEARCH_URL = f"tantivy://{tmp_path}/else%20where"
    assert get_engine().folder == tmp_path / "else where"
    for kind in ("opensearch", "elasticsearch"):
        settings.SEARCH_URL = f"{kind}://127.0.0.1:1/mine"
        found = get_engine()
        assert (type(found), type(found.engine), found.name) == (GuardedEngine, ElasticEngine, kind)
        assert get_engine() is found
    for url in ("database://", "tantivy://", "opensearch://host", "elasticsearch://host"):
        settings.SEARCH_URL = url
        assert check_search_url(None) == []


def test_a_forked_process_has_connections_of_its_own(settings):
    settings.SEARCH_URL = "opensearch://127.0.0.1:1/forked"
    parent = get_engine()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.write(writer, b"1" if get_engine() is parent else b"2")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 1) == b"2"
    os.close(reader)
    os.close(writer)


def test_an_engine_may_get_a_prefix_of_its_own(tmp_path):
    engine = make_engine("opensearch://127.0.0.1:1/portal", tmp_path, prefix="scratch_1")
    assert engine._names.alias("objects") == "scratch_1-objects"
    engine.close()


@pytest.mark.parametrize(
    ("url", "header"),
    [
        ("opensearch://user:p%40ss@", "Basic " + base64.b64encode(b"user:p@ss").decode()),
        ("elasticsearch://user:p%40ss@", "Basic " + base64.b64encode(b"user:p@ss").decode()),
        ("elasticsearch://", "ApiKey a2V5OnNlY3JldA=="),
    ],
)
def test_credentials_reach_the_cluster(url, header):
    heads = []

    def talk(connection):
        heads.append(read_request(connection).decode())
        connection.sendall(http("200 OK", b'{"ok":true}'))

    with listening(talk) as host:
        key = "?api_key=a2V5OnNlY3JldA==" if header.startswith("ApiKey") else ""
        client = connect(parse_address(f"{url}{host}{key}"))
        assert client.send("GET", "/", None, 5) == {"ok": True}
        client.close()
    assert f"authorization: {header}".lower() in heads[0].lower()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that nobody but itself vouches for, with its key: (file, file)."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "search.test")])
    now = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return folder / "certificate.pem", folder / "key.pem"


@pytest.mark.parametrize("kind", ["opensearch", "elasticsearch"])
def test_a_cluster_behind_tls_is_trusted_by_its_authority_alone(kind, certificate):
    """And the time limit holds behind TLS, too."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)

    def talk(connection):
        with context.wrap_socket(connection, server_side=True) as secured:
            head = read_request(secured)
            says(http("200 OK", b'{"ok":true}'))(Asked(secured)) if b"/quick" in head else dripping(b"x" * 500)(
                Asked(secured)
            )

    with listening(talk) as host:
        trusted = connect(parse_address(f"{kind}://{host}?ca={certificate[0]}"))
        assert trusted.send("GET", "/quick", None, 5) == {"ok": True}
        started = time.monotonic()
        with pytest.raises(EngineDown, match=r"within 0\.7 s"):
            trusted.send("GET", "/slow", None, 0.7)
        assert time.monotonic() - started < 2.1
        for url in (f"{kind}://{host}?tls=true", f"{kind}://{host}"):
            with pytest.raises(EngineDown, match="cannot be reached"):
                connect(parse_address(url)).send("GET", "/quick", None, 5)
        trusted.close()
