"""A store of each kind for every test of the contract: SQLite in a file, and PostgreSQL as a real server that is started here."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from dragoman.store import Store

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


@pytest.fixture(params=["sqlite", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The path or URL of an empty database of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "corpus.db")
    server: str = request.getfixturevalue("postgres")
    name = f"t{uuid4().hex}"
    engine = create_engine(server.format("postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.format(name)


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    with Store.open(target) as opened:
        yield opened
