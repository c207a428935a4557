"""Runs ``function_app.py`` on this machine, where the Azure Functions host is not installed.

``python -m devhost`` stands in for ``func start``: what works on it works on Azure. It reads the
same ``host.json`` and ``local.settings.json``, indexes the app as the Python worker does, refuses
what that refuses, and hands each function its arguments through azure-functions' own converters.

Differences from the real host:

- It has HTTP, queue and timer triggers and ``$return``. An app with other bindings, async
  functions, a ``context`` parameter or a timer that runs on start-up is refused.
- Of ``host.json`` it reads ``extensions.http.routePrefix`` and ``extensions.queues`` alone: there
  is no ``functionTimeout`` and no retry policy.
- Routes have literals, parameters, an optional last parameter and a catch-all; the one constraint
  is ``maxlength(0)``. Timers have NCRONTAB schedules, in UTC, and no time spans.
- Routes are tried in ASP.NET Core's order, on the real host in the order of the functions' names.
  An app for which that makes a difference is refused.
- A chunked request body is handed on; the real host hands on an empty one. A request with a length
  and chunks, or a method in lower case, is answered with 400; the real host serves it.
- A request line of more than 8,190 bytes is served; the real host answers with 414.
- ``POST /`` is answered with 404 where no function has that route; the real host has a home page.
- A body of more than 100 MB is answered with 413; the real host answers with 500.
- Answers have a ``Content-Length``; those of the real host come in chunks.
- A response that sets a cookie is a failure.
- ``/admin`` has ``host/ping`` and, for queue and timer functions, ``functions/<name>``, which must
  be posted to with ``Content-Type: application/json``. A timer function that is called so waits
  until it does not run.
- It listens on 127.0.0.1 only.
- Without ``--auth`` no function asks for a key. Then a request that a web page may have sent is
  answered with 403: one whose ``Host`` is not ``localhost``, ``127.0.0.1`` or ``[::1]``, whose
  ``Origin`` is another, or whose ``Sec-Fetch-Site`` is ``cross-site`` or ``same-site``.

::

    settings.py   host.json, app settings, %SETTING%
    indexing.py   the functions of function_app.py, or what is wrong with them
    routing.py    which function responds to METHOD /path
    keys.py       function keys, for --auth
    web_pages.py  which requests a web page may have sent
    stopping.py   waiting that ends when the host is told to stop
    worker.py     one invocation: arguments in, result out, on the thread pool
    http.py       requests and responses; /admin
    queues.py     polling, leases, dequeue counts, poison queues
    timers.py     NCRONTAB schedules
    logs.py       the format of log lines, and which lines the real host would drop
    host.py       all of these in one process, until told to stop
    isolate.py    each function group in a process of its own, for --isolate
"""
