"""The broker that is a folder: messages arrive whole, once, and in order."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from kombu import Connection

from ubc.broker import Transport


@pytest.fixture
def folder(tmp_path):
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def queues(folder):
    """`queues()` opens the queue of this test once more, as another process would; Kombu remembers names, so each has its own."""
    own = uuid.uuid4().hex
    opened = []

    def open_queue(name=own):
        messages = str(folder / "messages")
        options = {"data_folder_in": messages, "data_folder_out": messages, "control_folder": str(folder / "control")}
        opened.append(Connection("filesystem://localhost", transport=Transport, transport_options=options))
        return opened[-1].SimpleQueue(name)

    yield open_queue
    for connection in opened:
        connection.close()


def drain(queue):
    taken = []
    try:
        while True:
            message = queue.get(block=False)
            message.ack()
            taken.append(message.payload)
    except queue.Empty:
        return taken


def test_messages_come_out_once_and_in_order(queues, folder):
    queue = queues()
    for number in range(20):
        queue.put({"number": number})
    assert drain(queues()) == [{"number": number} for number in range(20)]
    assert list((folder / "messages").iterdir()) == []


def test_queues_are_apart(queues):
    """Also where the name of one is the end of the other's."""
    end = uuid.uuid4().hex
    queues(end).put("short")
    queues(f"long.{end}").put("long")
    assert (drain(queues(end)), drain(queues(f"long.{end}"))) == (["short"], ["long"])


def test_a_message_being_written_is_not_there_yet(queues, monkeypatch):
    """Kombu's own transport gives a worker the empty file, and the worker dies of it."""
    queue, rename, seen = queues(), Path.rename, []
    monkeypatch.setattr(Path, "rename", lambda path, to: (seen.append(len(queue)), rename(path, to)))
    queue.put("whole")
    monkeypatch.undo()
    assert (seen, len(queue)) == ([0], 1)


def test_two_workers_never_take_the_same_message(queues):
    queue = queues()
    for number in range(60):
        queue.put(number)
    with ThreadPoolExecutor(4) as pool:
        taken = [number for numbers in pool.map(drain, [queues() for _ in range(4)]) for number in numbers]
    assert sorted(taken) == list(range(60))
