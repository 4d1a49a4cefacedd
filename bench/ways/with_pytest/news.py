"""pytest-django and pytest-asyncio, as their manuals and that of Channels show it.

A transactional test, because a consumer's database calls have a connection of their own, which sees only what
is committed.
"""

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.test import AsyncClient
from freezegun import freeze_time

from bench.ways import record, work
from crm_backend.asgi import application
from users.tasks import deliver_outbox

pytestmark = [pytest.mark.asyncio, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def frozen_clock():
    with freeze_time(work.MOMENT, real_asyncio=True):
        yield


@pytest.mark.parametrize("number", range(record.repetitions()))
async def test_news_arrives(number, frozen_clock):
    user = await sync_to_async(work.introduce)()
    await sync_to_async(work.fill_inbox)(user)
    client = AsyncClient()
    await client.aforce_login(user)
    tab = WebsocketCommunicator(application, work.PATH, headers=work.headers_of(client))
    connected, _ = await tab.connect()
    assert connected
    frames = [await tab.receive_json_from()]
    await sync_to_async(deliver_outbox.delay)()
    await sync_to_async(work.tell)(user)
    frames.append(await tab.receive_json_from())
    assert frames[1]["notification"]["message"] == work.NEWS
    assert frames[1]["unread_count"] == work.WAITING + 1
    await tab.disconnect()
    record.received(frames)
