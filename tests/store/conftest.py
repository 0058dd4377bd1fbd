"""A store of each kind for every test of the contract: SQLite in a file, and PostgreSQL as a real server that is started here."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from dragoman.store import Store

KINDS = ("sqlite", "postgres")
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root


def _binaries() -> Path | None:
    """The newest installed server: Debian keeps it off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("postgres")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def _run(*command: object) -> None:
    as_root = os.geteuid() == 0
    done = subprocess.run(
        [str(part) for part in command],
        user=UNPRIVILEGED if as_root else None,
        group="nogroup" if as_root else None,
        extra_groups=[] if as_root else None,
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"PostgreSQL does not start here: {done.stderr[-300:]}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a running server, with `{}` for the name of the database."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server installed (Debian's package postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, UNPRIVILEGED)
    try:
        _run(binaries / "initdb", "-D", folder / "data", "-A", "trust", "-U", "tester", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
        settings = f"-F -k {folder} -c listen_addresses= -c shared_buffers=16MB -c max_connections=40"
        _run(binaries / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-o", settings, "start")
        yield f"postgresql://tester@/{{}}?host={folder}"
        _run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _create(server: str, name: str, template: str = "template0") -> str:
    engine = create_engine(server.format("postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"))
    engine.dispose()
    return server.format(name)


@pytest.fixture(scope="session")
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A function that gives the path or URL of a fresh store of a kind, copied from one that was made once."""
    made: dict[str, Path] = {}
    servers: list[str] = []

    def fresh(kind: str) -> str:
        name = f"t{uuid4().hex}"
        if kind == "postgres":
            server: str = request.getfixturevalue("postgres")
            if not servers:
                Store.open(_create(server, "migrated")).close()
                servers.append(server)
            return _create(server, name, "migrated")
        if kind not in made:
            made[kind] = tmp_path_factory.mktemp("migrated") / "s.db"
            Store.open(made[kind]).close()
        return shutil.copy(made[kind], tmp_path_factory.mktemp("store") / "corpus.db")

    return fresh


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The path or URL of an empty database of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "corpus.db")
    return _create(request.getfixturevalue("postgres"), f"t{uuid4().hex}")


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, migrated: Callable[[str], str]) -> Iterator[Store]:
    """A store of each kind with nothing in it."""
    with Store.open(migrated(request.param)) as opened:
        yield opened


@pytest.fixture(scope="module", params=KINDS)
def shared_store(request: pytest.FixtureRequest, migrated: Callable[[str], str]) -> Iterator[Store]:
    """A store of each kind for tests that only ask."""
    with Store.open(migrated(request.param)) as opened:
        yield opened
