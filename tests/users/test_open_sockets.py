"""Which of a process's sockets receives what was sent to whom."""

import asyncio

import pytest
from channels.layers import InMemoryChannelLayer

from users import live, open_sockets


@pytest.fixture
def layer(monkeypatch) -> InMemoryChannelLayer:
    layer = InMemoryChannelLayer()
    monkeypatch.setattr(open_sockets, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(open_sockets, "_by_loop", {})
    monkeypatch.setattr(open_sockets, "PAUSE", 0)
    return layer


class Heard(list):
    """The messages to one socket."""

    def deliver(self, message: dict) -> None:
        self.append(message)


async def send(layer, *messages: tuple[int, object]) -> None:
    await layer.group_send(live.GROUP, {"messages": messages})
    for _ in range(10):
        await asyncio.sleep(0)


def test_a_message_reaches_all_sockets_of_its_person_and_nobody_elses(layer):
    async def run():
        tabs = {1: [Heard(), Heard()], 2: [Heard()]}
        for user_id, heard in ((user_id, heard) for user_id, each in tabs.items() for heard in each):
            await open_sockets.join(user_id, heard.deliver)
        await send(layer, (1, "a"), (2, "b"), (3, "c"), (1, "d"))
        return tabs

    assert asyncio.run(run()) == {1: [["a", "d"], ["a", "d"]], 2: [["b"]]}


def test_a_socket_that_left_receives_nothing_and_the_others_go_on(layer):
    async def run():
        left, stayed = Heard(), Heard()
        for heard in (left, stayed):
            await open_sockets.join(1, heard.deliver)
        await open_sockets.leave(1, left.deliver)
        await send(layer, (1, "a"))
        return left, stayed

    assert asyncio.run(run()) == ([], ["a"])


def test_the_last_to_leave_ends_the_subscription(layer):
    async def run():
        heard = Heard()
        await open_sockets.join(1, heard.deliver)
        await open_sockets.leave(1, heard.deliver)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)
        return layer.groups, open_sockets._by_loop

    assert asyncio.run(run()) == ({}, {})


def test_who_leaves_before_the_subscription_has_begun_leaves_nothing(layer, monkeypatch):
    async def run():
        monkeypatch.setattr(layer, "new_channel", lambda: asyncio.Event().wait())
        heard = Heard()
        joining = asyncio.create_task(open_sockets.join(1, heard.deliver))
        await asyncio.sleep(0)
        joining.cancel()
        await open_sockets.leave(1, heard.deliver)
        return layer.groups, open_sockets._by_loop

    assert asyncio.run(run()) == ({}, {})


def test_nobody_is_counted_where_no_page_can_be_open(monkeypatch, db, django_assert_num_queries):
    monkeypatch.setattr(live, "get_channel_layer", lambda: None)
    with django_assert_num_queries(0):
        live._push({1: []})


def test_who_joins_while_the_last_one_leaves_receives_what_follows(layer):
    discard = layer.group_discard

    async def discard_slowly(group, channel):
        await discard(group, channel)
        await asyncio.sleep(0)

    layer.group_discard = discard_slowly

    async def run():
        last, new = Heard(), Heard()
        await open_sockets.join(1, last.deliver)
        await asyncio.gather(open_sockets.leave(1, last.deliver), open_sockets.join(2, new.deliver))
        await send(layer, (1, "a"), (2, "b"))
        return last, new

    assert asyncio.run(run()) == ([], ["b"])


def test_a_failure_to_subscribe_is_raised_and_the_next_socket_tries_again(layer, monkeypatch):
    add = layer.group_add

    async def fail(group, channel):
        raise ConnectionError

    async def run():
        first, second = Heard(), Heard()
        monkeypatch.setattr(layer, "group_add", fail)
        with pytest.raises(ConnectionError):
            await open_sockets.join(1, first.deliver)
        monkeypatch.setattr(layer, "group_add", add)
        await open_sockets.join(2, second.deliver)
        await send(layer, (1, "a"), (2, "b"))
        await open_sockets.leave(1, first.deliver)
        return second

    assert asyncio.run(run()) == ["b"]


def test_a_message_that_cannot_be_read_ends_nothing(layer, caplog):
    async def run():
        heard = Heard()
        await open_sockets.join(1, heard.deliver)
        await layer.group_send(live.GROUP, {"type": "probe"})
        await send(layer, (1, "a"))
        return heard

    assert asyncio.run(run()) == ["a"]
    assert "Could not receive from the channel layer" in caplog.text
