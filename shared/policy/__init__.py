"""Every rule of the relay, as pure functions: no I/O and no clock.

=============  ================================================================================
``retry``      when the next attempt is due
``evidence``   what an attempt says about the webhook, and what about the event alone
``breaker``    when a webhook counts as failing, and which delivery probes it
``release``    what a round sends off, and how fast
``drops``      what is given up
``next_step``  what a message still asks for
``timing``     the durations that several modules must agree on
=============  ================================================================================

Times are epoch seconds, durations seconds.
"""
