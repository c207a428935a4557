"""Storage requests on the delivery path, at a fraction of what an operation of the SDK costs.

They go through azure-core's own ``Pipeline`` and policies, on a transport of our own::

    service.py     a pipeline for each of the two services: retries, credentials, headers
    signing.py     Shared Key signatures
    transport.py   azure-core's HttpTransport on a pool of connections
    http11.py      one connection: a request, its response
    entities.py    rows as JSON, and back
    batch.py       several writes in one request

Everything that is rare (queries, creating tables and queues) uses the SDK's clients.
"""
