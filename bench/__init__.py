"""``python -m bench``: measures the relay beside a floor, the least that its storage allows.

Runs on Azurite and ``devhost``, on ports of its own. Every part measures what it compares in turn,
round by round, and reports medians, so that a machine that is busy with something else shifts both
sides alike.

::

    environment.py   the machine, the versions, the commit
    stack.py         runs storage, hosts and the receiver as processes
    serve.py         a function app, or some of its functions, under devhost
    floor_app/       the least program that stores, queues and posts an event
    sink.py          the bundled receiver as a process; records when each event came
    load.py          the load generator: as fast as possible, or at a given rate
    storage_log.py   counts the requests that reach storage, from Azurite's access log
    seeding.py       histories, webhooks and retries by the ten thousand
    throughput.py    events and deliveries a second, relay and floor
    latency.py       accept to receipt at given rates, and what polling adds
    concurrency.py   what batch size, processes and requests at once do
    cost.py          storage requests and CPU of an event
    growth.py        what stays the same as data grows, and what does not
    cold_start.py    import and index time, by package
    isolation.py     what bad webhooks cost a healthy one (make bench-isolation)
    crowd.py         their receivers, in a process of their own
    report.py        the JSON, the tables and the plot that all of this ends in
    __main__.py      one command for all of it
"""
