"""Sends requests by the client that each product wants, and says in one way how they ended."""

import logging
from collections.abc import Callable
from typing import Any, Protocol

import elastic_transport
import elasticsearch
import opensearchpy
import orjson
from elastic_transport import NodeConfig, Urllib3HttpNode
from opensearchpy.connection import Urllib3HttpConnection

from search.engines.base import EngineDown
from search.engines.elastic.address import Address
from search.engines.elastic.deadline import limit

CONNECTIONS = 20  # kept for each host
JSON, LINES = "application/json", "application/x-ndjson"

# They log requests, with what people searched for, and each failure, which is told once by whoever asked.
for _name in ("elastic_transport.transport", "elastic_transport.node", "elastic_transport.node_pool"):
    logging.getLogger(_name).setLevel(logging.ERROR)
for _name in ("opensearch", "opensearchpy.trace"):
    logging.getLogger(_name).setLevel(logging.ERROR)


class Refused(Exception):
    """The engine answered with an error: HTTP status, the engine's name for it, its reason, the JSON if it was some."""

    def __init__(self, status: int, body: object) -> None:
        error = body.get("error") if isinstance(body, dict) else None
        causes = error.get("root_cause") if isinstance(error, dict) else None
        cause = causes[0] if isinstance(causes, list) and causes and isinstance(causes[0], dict) else error
        self.status = status
        self.body = body if isinstance(body, dict) else None
        self.kind = str(cause.get("type", "")) if isinstance(cause, dict) else ""
        self.reason = str(cause.get("reason", "")) if isinstance(cause, dict) else ""
        super().__init__(f"{status} {self.kind}".strip())


class Client(Protocol):
    """A connection to one cluster. `send` gives the JSON object of the answer.

    Raises Refused for an error of HTTP, and EngineDown when there is no answer of an engine within `seconds`.
    """

    def send(self, method: str, path: str, body: bytes | None, seconds: float) -> dict[str, Any]: ...

    def close(self) -> None: ...


def connect(address: Address) -> Client:
    """A client for the product of the address; nothing is asked yet."""
    return ElasticsearchClient(address) if address.kind == "elasticsearch" else OpenSearchClient(address)


def _headers(path: str) -> dict[str, str]:
    return {"accept": JSON, "content-type": LINES if path.partition("?")[0].endswith("_bulk") else JSON}


def _down(address: Address, what: str) -> EngineDown:
    return EngineDown(f"{address} {what}.")


def _object(address: Address, answer: object) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise _down(address, "answered, but not in JSON")
    return answer


class _Node(Urllib3HttpNode):
    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        limit(self.pool)


class ElasticsearchClient:
    """The client of Elasticsearch 9; it refuses whatever does not say that it is Elasticsearch."""

    def __init__(self, address: Address) -> None:
        self._address = address
        trust: dict[str, Any] = {"ca_certs": address.ca} if address.ca else {}
        self._client = elasticsearch.Elasticsearch(
            [f"{'https' if address.tls else 'http'}://{host}:{port}" for host, port in address.hosts],
            basic_auth=(address.user, address.password) if address.user else None,
            api_key=address.api_key or None,
            node_class=_Node,
            serializer=elastic_transport.OrjsonSerializer(),
            connections_per_node=CONNECTIONS,
            max_retries=len(address.hosts) - 1,  # on another host, when one refuses; never after a timeout
            retry_on_timeout=False,
            retry_on_status=(),
            **trust,
        )

    def send(self, method: str, path: str, body: bytes | None, seconds: float) -> dict[str, Any]:
        """The answer to one request. Raises Refused, or EngineDown."""
        client = self._client.options(request_timeout=seconds)
        try:
            answer = client.perform_request(method, path, headers=_headers(path), body=body)
        except elasticsearch.UnsupportedProductError:
            raise _down(self._address, "answered, but is not Elasticsearch") from None
        except elastic_transport.ConnectionTimeout:
            raise _down(self._address, f"did not answer within {seconds:g} s") from None
        except elastic_transport.SerializationError:
            raise _down(self._address, "answered, but not in JSON") from None
        except elastic_transport.TransportError as error:
            raise _down(self._address, f"cannot be reached ({type(error).__name__})") from None
        except elasticsearch.ApiError as error:
            raise Refused(error.status_code, error.body) from None
        return _object(self._address, answer.body)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


class _Connection(Urllib3HttpConnection):
    """Keeps the limit as a whole, and has a host that hangs left aside for a while, as the other client does."""

    leave_aside: Callable[["_Connection"], None]

    def _create_urllib3_pool(self) -> None:
        super()._create_urllib3_pool()
        limit(self.pool)

    def perform_request(self, *args: Any, **options: Any) -> Any:
        try:
            return super().perform_request(*args, **options)
        except opensearchpy.ConnectionTimeout:
            self.leave_aside(self)
            raise


class _Serializer(opensearchpy.serializer.JSONSerializer):
    """Reads a page of results in a third of the time."""

    def loads(self, s: str) -> Any:
        try:
            return orjson.loads(s)
        except ValueError as error:
            raise opensearchpy.SerializationError(s, error) from error


class OpenSearchClient:
    """The client of OpenSearch 2 and 3."""

    def __init__(self, address: Address) -> None:
        self._address = address
        trust: dict[str, Any] = {"ca_certs": address.ca} if address.ca else {}
        self._client = opensearchpy.OpenSearch(
            [{"host": host.strip("[]"), "port": port} for host, port in address.hosts],
            http_auth=(address.user, address.password) if address.user else None,
            use_ssl=address.tls,
            connection_class=_Connection,
            serializer=_Serializer(),
            pool_maxsize=CONNECTIONS,
            max_retries=len(address.hosts) - 1,
            retry_on_timeout=False,
            retry_on_status=(),
            **trust,
        )
        pool = self._client.transport.connection_pool
        for connection in pool.connections:
            connection.leave_aside = pool.mark_dead

    def send(self, method: str, path: str, body: bytes | None, seconds: float) -> dict[str, Any]:
        """The answer to one request. Raises Refused, or EngineDown."""
        transport = self._client.transport
        try:
            answer = transport.perform_request(method, path, body=body, headers=_headers(path), timeout=seconds)
        except opensearchpy.ConnectionTimeout:
            raise _down(self._address, f"did not answer within {seconds:g} s") from None
        except opensearchpy.ConnectionError as error:
            raise _down(self._address, f"cannot be reached ({type(error).__name__})") from None
        except opensearchpy.SerializationError:
            raise _down(self._address, "answered, but not in JSON") from None
        except opensearchpy.TransportError as error:
            status = error.status_code if isinstance(error.status_code, int) else 0
            raise Refused(status, error.info) from None
        return _object(self._address, answer)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
