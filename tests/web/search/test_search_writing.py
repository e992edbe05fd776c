"""Putting, replacing, removing, rebuilding; and what damage does."""

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.web.search import Index, IndexBusy, IndexDamaged, Query
from gongkai.web.search.generations import Generations


def the_parts_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_an_absent_index_is_empty_and_says_so(index):
    assert not index.is_ready
    assert index.search(Query("公开")).total == 0
    assert index.related(1, ["公开"]) == ()
    assert list(index.records()) == []


def test_an_empty_index_is_ready(index):
    assert index.rebuild([]) == 0
    assert index.is_ready
    assert index.search(Query("公开")).total == 0
    assert list(index.records()) == []


def test_a_record_put_again_replaces_itself(entry, put, found):
    put(entry(1, title="旧标题"), entry(1, title="中标题"))
    put(entry(1, title="新标题"))
    assert found("标题") == [1]
    assert found("旧标题") == found("中标题") == []


def test_a_removed_record_is_gone_and_its_neighbours_stay(entry, put, index, found):
    put(entry(1, title="公路"), entry(11, title="公路"))
    with index.writer() as writer:
        writer.remove(1)
        writer.remove(404)
    assert found("公路") == [11]


def test_a_block_that_raises_changes_nothing(entry, put, index, found):
    put(entry(1, title="公路"))

    def stop_midway():
        with index.writer() as writer:
            writer.remove(1)
            writer.put(entry(2, title="公路"))
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        stop_midway()
    assert found("公路") == [1]
    put(entry(3, title="公路"))
    assert set(found("公路")) == {1, 3}


def test_records_tell_their_versions(entry, put, index):
    put(entry(1, version=7), entry(2**40, version=2**60))
    assert set(index.records()) == {(1, 7), (2**40, 2**60)}


def test_related_records_share_the_rarer_keywords_first(entry, put, index):
    put(
        entry(1, keywords=("公开", "隧道")),
        entry(2, keywords=("公开", "预算")),
        entry(3, keywords=("隧道", "预算")),
        entry(4, keywords=("公开", "会议")),
        entry(5, keywords=("食品",)),
        entry(6, keywords=("隧道", "公开"), agency="wujiaju"),
    )
    assert index.related(1, ["公开", "隧道"])[:2] == (6, 3)
    assert set(index.related(1, ["公开", "隧道"])) == {2, 3, 4, 6}
    assert index.related(1, ["隧道"], agency="jiaotong") == (3,)
    assert len(index.related(1, ["公开"], limit=2)) == 2
    assert index.related(1, []) == ()


def test_a_second_writer_waits_and_then_gives_up_by_name(entry, put, index, tmp_path):
    put(entry(1))
    hasty = Index(tmp_path / "index", patience_seconds=0.2)
    with index.writer():
        began = time.monotonic()
        with pytest.raises(IndexBusy), hasty.writer():
            pass
        assert time.monotonic() - began < 5
        with pytest.raises(IndexBusy):
            hasty.rebuild([])
    with hasty.writer() as writer:
        writer.remove(1)


def test_a_rebuild_replaces_everything_at_once(entry, put, index, found):
    put(entry(1, title="公路"), entry(2, title="公路"))

    def entries():
        yield entry(3, title="公路")
        assert set(found("公路")) == {1, 2}
        yield entry(4, title="公路")

    assert index.rebuild(entries()) == 2
    assert set(found("公路")) == {3, 4}


def test_a_writer_that_waited_for_a_rebuild_writes_into_the_new_index(entry, put, index, found):
    put(entry(1, title="公路"))
    with ThreadPoolExecutor() as threads:
        waiting = []

        def entries():
            waiting.append(threads.submit(put, entry(3, title="公路")))
            time.sleep(0.2)
            assert not waiting[0].done()
            yield entry(2, title="公路")

        index.rebuild(entries())
        waiting[0].result(timeout=10)
    assert set(found("公路")) == {2, 3}


def test_of_two_founders_the_quicker_one_stands(tmp_path):
    generations = Generations(tmp_path)
    quicker, slower = generations.create(), generations.create()
    assert generations.found(quicker) == quicker
    assert generations.found(slower) == quicker
    assert generations.current() == quicker
    assert not slower.exists()


def test_a_rebuild_that_fails_leaves_the_old_index(entry, put, index, found, tmp_path):
    put(entry(1, title="公路"))
    before = set((tmp_path / "index").iterdir())

    def entries():
        yield entry(2, title="公路")
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        index.rebuild(entries())
    assert found("公路") == [1]
    assert set((tmp_path / "index").iterdir()) == before


def test_many_rebuilds_leave_two_folders(entry, index, tmp_path, found):
    for record in range(5):
        index.rebuild([entry(record, title="公路")])
    folders = [path for path in (tmp_path / "index").iterdir() if path.is_dir()]
    assert len(folders) == 2
    assert found("公路") == [4]


def test_a_reader_opened_earlier_follows_writer_and_rebuild(entry, put, index, tmp_path):
    put(entry(1, title="公路"))
    other = Index(tmp_path / "index")
    assert other.search(Query("公路")).total == 1
    put(entry(2, title="公路"))
    assert other.search(Query("公路")).total == 2
    index.rebuild([entry(record, title="公路") for record in range(5)])
    assert other.search(Query("公路")).total == 5


@pytest.mark.parametrize("part", ["current", "meta.json", ".term", ".idx", ".store", ".fast"])
@pytest.mark.parametrize("harm", ["emptied", "cut", "scrambled", "removed"])
def test_a_damaged_index_finds_nothing_until_rebuilt(part, harm, entry, put, tmp_path):
    folder = tmp_path / "index"
    put(*(entry(record, title="公路", text="公路养护工程" * 20) for record in range(50)))
    for path in the_parts_of(folder):
        if path.name.endswith(part):
            whole = path.read_bytes()
            if harm == "emptied":
                path.write_bytes(b"")
            elif harm == "cut":
                path.write_bytes(whole[: len(whole) // 2])
            elif harm == "scrambled":
                path.write_bytes(bytes(byte ^ 0x5A for byte in whole))
            else:
                path.unlink()
    damaged = Index(folder)
    assert not damaged.is_ready
    assert damaged.search(Query("公路养护")).hits == ()
    assert damaged.related(1, ["公路"]) == ()
    assert damaged.rebuild([entry(7, title="公路")]) == 1
    assert damaged.is_ready
    assert [hit.record for hit in damaged.search(Query("公路")).hits] == [7]


def test_rot_inside_a_file_that_opens_is_no_crash(entry, put, index, tmp_path):
    put(*(entry(record, title="公路", text="公路养护工程" * 20) for record in range(500)))
    for path in the_parts_of(tmp_path / "index"):
        if path.suffix in {".idx", ".store", ".pos"}:
            whole = path.read_bytes()
            # The checked part of a file is its end.
            middle = len(whole) // 2
            path.write_bytes(bytes(byte ^ 0x5A for byte in whole[:middle]) + whole[middle:])
    assert Index(tmp_path / "index").search(Query("公路养护")).hits == ()


def test_a_damaged_index_refuses_a_writer_by_name(entry, put, index, tmp_path):
    put(entry(1))
    (tmp_path / "index" / "current").write_text("nonsense")
    with pytest.raises(IndexDamaged), index.writer():
        pass


def test_an_index_of_another_edition_is_not_read(entry, put, index, tmp_path):
    put(entry(1, title="公路"))
    (tmp_path / "index" / "current").write_text("999-000001")
    assert not index.is_ready
    with pytest.raises(IndexDamaged, match="重建"), index.writer():
        pass


BATCH, BATCHES = 5, 12


def totals_seen(folder: Path) -> list[int]:
    """What one reading process sees until the last batch is there, or a minute has passed."""
    index = Index(folder)
    seen: list[int] = []
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        seen.append(index.search(Query("公路")).total)
        if seen[-1] == BATCH * BATCHES:
            break
    return seen


def write_batches(folder: Path, entries: list) -> int:
    index = Index(folder)
    for batch in range(BATCHES):
        if batch == BATCHES // 2:
            index.rebuild(entries[: batch * BATCH])
        with index.writer() as writer:
            for entry in entries[batch * BATCH : (batch + 1) * BATCH]:
                writer.put(entry)
    return len(entries)


def add_one(folder: Path, entry) -> None:
    with Index(folder, patience_seconds=60).writer() as writer:
        writer.put(entry)


def test_two_processes_read_whole_batches_while_a_third_writes(entry, tmp_path):
    folder = tmp_path / "index"
    entries = [entry(record, title="公路") for record in range(BATCH * BATCHES)]
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(3, mp_context=spawned) as processes:
        readers = [processes.submit(totals_seen, folder) for _ in range(2)]
        assert processes.submit(write_batches, folder, entries).result() == BATCH * BATCHES
        for reader in readers:
            seen = reader.result()
            assert seen == sorted(seen)
            assert all(total % BATCH == 0 for total in seen)
            assert seen[-1] == BATCH * BATCHES


def test_processes_that_found_an_index_together_lose_nothing(entry, tmp_path):
    entries = [entry(record, title="公路") for record in range(8)]
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=spawned) as processes:
        list(processes.map(add_one, [tmp_path / "index"] * 8, entries))
    assert {record for record, _ in Index(tmp_path / "index").records()} == set(range(8))


def test_replacing_leaves_other_fields_alone(entry, put, index):
    first = entry(1, title="公路", unit="公路科")
    put(first)
    put(replace(first, unit="运输科"))
    assert index.search(Query("公路")).facets["unit"] == (("运输科", 1),)
