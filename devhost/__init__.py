"""Runs ``function_app.py`` on this machine, where the Azure Functions host is not installed.

``python -m devhost`` stands in for ``func start``: what works on it works on Azure. It reads the
same ``host.json`` and ``local.settings.json``, indexes the app as the Python worker does and
refuses what that refuses, and hands each function its arguments through azure-functions' own
converters.

Where it differs from the real host:

- It has HTTP, queue and timer triggers and ``$return``, and refuses an app with other bindings.
- ``host.json``: ``extensions.http.routePrefix`` and ``extensions.queues`` alone are read. So there
  is no ``functionTimeout``, and no retry policy.
- It hands on a chunked request body, where the real host may hand on an empty one.
- It tries routes in ASP.NET Core's order, the real host in the order of the functions' names. An
  app for which that makes a difference is refused.
- ``/admin`` has ``host/ping``, ``host/status`` and, for queue and timer functions,
  ``functions/<name>``; a timer function that is called so waits until it does not run.
- It listens on 127.0.0.1 only, and knows no time zone but UTC.

::

    settings.py   host.json, app settings, %SETTING%
    indexing.py   function_app.py -> functions, or what is wrong with them
    routing.py    which function answers METHOD /path
    keys.py       function keys, for --auth
    stopping.py   waiting that ends when the host is told to stop
    worker.py     one invocation: arguments in, result out, sync functions on the thread pool
    http.py       requests in, answers out; /admin
    queues.py     polling, leases, dequeue counts, poison queues
    timers.py     NCRONTAB
    host.py       all of these in one process, until told to stop
    isolate.py    each function group in a process of its own, for --isolate
"""
