"""Files on an S3 store, over real HTTP: never public in the store, handed out after the check."""

from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import boto3
import pytest
from moto.server import ThreadedMotoServer

from config.settings.storage import storages_from_url

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint, settings, tmp_path):
    client = boto3.client(
        "s3", endpoint_url=endpoint, aws_access_key_id="key", aws_secret_access_key="secret", region_name="eu-west-1"
    )
    client.create_bucket(Bucket="portal", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    url = f"s3://key:secret@portal?endpoint={endpoint}&region=eu-west-1"
    settings.STORAGES = {**settings.STORAGES, "default": storages_from_url(url, tmp_path)["default"]}
    yield client
    for item in client.list_objects_v2(Bucket="portal").get("Contents", []):
        client.delete_object(Bucket="portal", Key=item["Key"])
    client.delete_bucket(Bucket="portal")


def test_the_portal_sends_a_file_of_the_store_itself(client, bucket, make_document):
    document = make_document(is_public=True)
    assert [item["Key"] for item in bucket.list_objects_v2(Bucket="portal")["Contents"]] == ["documents/plan.pdf"]
    response = client.get(document.url)
    assert response.getvalue() == b"%PDF-1.4 0123456789"
    assert response["Content-Length"] == "19"
    assert client.get(document.url, headers={"Range": "bytes=15-"}).getvalue() == b"6789"
    assert client.get(make_document("b.pdf").url).status_code == 404


def test_nothing_in_the_store_is_readable_by_everybody(bucket, make_document, make_image):
    make_document(is_public=True)
    make_image().get_rendition("width-200")
    items = bucket.list_objects_v2(Bucket="portal")["Contents"]
    assert len(items) == 3
    for item in items:
        grants = bucket.get_object_acl(Bucket="portal", Key=item["Key"])["Grants"]
        assert all("URI" not in grant["Grantee"] for grant in grants)


def test_a_signed_address_lasts_a_minute_and_keeps_name_and_type(client, settings, bucket, make_document):
    settings.FILE_DELIVERY = "redirect"
    document = make_document("خطة.csv", b"a,b", is_public=True)
    response = client.get(document.url)
    assert response.status_code == 302
    assert response["Cache-Control"] == "private, no-store"
    query = parse_qs(urlsplit(response["Location"]).query)
    assert 0 < int(query["X-Amz-Expires"][0]) <= 60
    with urlopen(response["Location"]) as answer:
        assert answer.read() == b"a,b"
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%D8")


def test_a_private_file_gets_no_signed_address(client, settings, bucket, make_document, make_image):
    settings.FILE_DELIVERY = "redirect"
    for url in (make_document().url, make_image().get_rendition("width-200").url):
        response = client.get(url)
        assert response.status_code == 404
        assert "Location" not in response


def test_a_rendition_is_read_from_the_store(client, bucket, make_image):
    rendition = make_image(is_public=True).get_rendition("width-200")
    response = client.get(rendition.url)
    assert response["Content-Type"] == "image/png"
    assert response.getvalue().startswith(b"\x89PNG")


def test_a_file_missing_from_the_store_is_a_404(client, bucket, make_document):
    document = make_document(is_public=True)
    bucket.delete_object(Bucket="portal", Key=document.file.name)
    assert client.get(document.url).status_code == 404
