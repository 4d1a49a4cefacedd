"""A project's hooks for behave-django as it comes: a clock and an event loop for each scenario."""

import asyncio

from freezegun import freeze_time

from bench.ways import record, work


def before_scenario(context, scenario):
    record.begin()
    context.clock = freeze_time(work.MOMENT, real_asyncio=True)
    context.clock.start()
    context.loop = asyncio.new_event_loop()


def after_scenario(context, scenario):
    context.loop.run_until_complete(context.tab.disconnect())
    context.loop.close()
    context.clock.stop()
    record.received(context.frames)
