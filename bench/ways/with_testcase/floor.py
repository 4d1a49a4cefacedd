"""The floor: Django's `TestCase`, no Gherkin, the suite's techniques by hand and once a class where possible.

One event loop, the test's own connection in the thread behind database calls, a clock that is frozen once.
"""

import asyncio
from unittest.mock import patch

from asgiref.sync import SyncToAsync
from channels.testing import WebsocketCommunicator
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import TestCase
from freezegun import freeze_time

from bench.ways import record, work
from crm_backend.asgi import application
from users.tasks import deliver_outbox


class Floor(TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(work.MOMENT, real_asyncio=True)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls.loop = asyncio.new_event_loop()
        cls.addClassCleanup(cls.loop.close)
        cls.share_connection()
        cls.enterClassContext(patch("channels.db.close_old_connections"))
        cls.enterClassContext(patch("users.threads.OPTIONS", {"thread_sensitive": True}))

    @classmethod
    def share_connection(cls):
        connection = connections[DEFAULT_DB_ALIAS]
        connection.inc_thread_sharing()
        cls.addClassCleanup(connection.dec_thread_sharing)
        thread = SyncToAsync.single_thread_executor
        thread.submit(connections.__setitem__, DEFAULT_DB_ALIAS, connection).result()
        cls.addClassCleanup(lambda: thread.submit(connections.__delitem__, DEFAULT_DB_ALIAS).result())

    def run(self, result=None):
        # The first thing that happens for a test: its savepoint is made inside.
        record.begin()
        return super().run(result)

    def do_the_work(self):
        user = work.introduce()
        work.fill_inbox(user)
        self.client.force_login(user)
        tab = WebsocketCommunicator(application, work.PATH, headers=work.headers_of(self.client))
        connected, _ = self.loop.run_until_complete(tab.connect())
        assert connected
        frames = [self.loop.run_until_complete(tab.receive_json_from())]
        deliver_outbox.delay()
        with self.captureOnCommitCallbacks(execute=True):
            work.tell(user)
        frames.append(self.loop.run_until_complete(tab.receive_json_from()))
        assert frames[1]["notification"]["message"] == work.NEWS
        assert frames[1]["unread_count"] == work.WAITING + 1
        self.loop.run_until_complete(tab.disconnect())
        record.received(frames)


for number in range(record.repetitions()):
    setattr(Floor, f"test_{number}", Floor.do_the_work)
