"""Runs ``function_app.py`` on this machine, where the Azure Functions host is not installed.

``python -m devhost`` stands in for ``func start``: what works on it works on Azure. It reads the
same ``host.json`` and ``local.settings.json``, indexes the app as the Python worker does and
refuses what that refuses, and hands each function its arguments through azure-functions' own
converters. HTTP, queue and timer triggers; no other bindings than these and ``$return``.

::

    settings.py   host.json, app settings, %SETTING%
    indexing.py   function_app.py -> functions, or what is wrong with them
    routing.py    which function answers METHOD /path
    keys.py       function keys, for --auth
    worker.py     one invocation: arguments in, result out, sync functions on the thread pool
    http.py       requests in, answers out; /admin
    queues.py     polling, leases, dequeue counts, poison queues
    timers.py     NCRONTAB
    host.py       all of these in one process, until told to stop
    isolate.py    each function group in a process of its own, for --isolate
"""
