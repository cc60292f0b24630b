"""The phases of the engine's build, in order: collect, compile, snapshot, pack, bundle, check."""

from __future__ import annotations

import shutil
from pathlib import Path

from sitebuild.engine.bundle import check_bundle, write_bundle
from sitebuild.engine.collect import download, engine_wheels, product_wheel
from sitebuild.engine.inputs import hash_files, product_files, tool_files
from sitebuild.engine.node import compile_wheels, pack, take_snapshot

__all__ = ["build_engine"]


def build_engine(root: Path) -> Path:
    """Build `build/engine` where its inputs changed; give the folder.

    Raises `CalledProcessError` when a program fails, and `ValueError` when the result is not whole.
    """
    target = root / "build" / "engine"
    stamp = root / "build" / "engine.stamp"
    wanted = hash_files(root, [*tool_files(root), *product_files(root)])
    if stamp.is_file() and stamp.read_text() == wanted and (target / "manifest.json").is_file():
        return target
    stamp.unlink(missing_ok=True)

    cache = root / "build" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    wheels = _compiled_wheels(root, cache)
    print("Engine: taking the memory snapshot", flush=True)
    snapshot = root / "build" / "snapshot"
    take_snapshot(root, wheels=wheels, snapshot=snapshot)
    print("Engine: packing", flush=True)
    runtime = root / "node_modules" / "pyodide"
    wasm = runtime / "pyodide.asm.wasm"
    packed = {path: root / "build" / f"{path.name}.gz" for path in (wasm, snapshot)}
    pack(root, packed)
    manifest = write_bundle(
        target, runtime=runtime, wheels=wheels, wasm=packed[wasm], snapshot=packed[snapshot]
    )
    check_bundle(target)
    stamp.write_text(wanted)
    size = sum(path.stat().st_size for path in target.iterdir()) / 1e6
    print(f"Engine: built {manifest['version']}, {size:.1f} MB", flush=True)
    return target


def _compiled_wheels(root: Path, cache: Path) -> Path:
    """Collect and compile the wheels."""
    folder = root / "build" / "wheels"
    shutil.rmtree(folder, ignore_errors=True)
    tools = download(root / "requirements" / "engine-build.txt", cache)
    engine_wheels(download(root / "requirements" / "engine.txt", cache), folder)
    product_wheel(root, folder)
    print("Engine: compiling the wheels", flush=True)
    compile_wheels(root, tools=tools, wheels=folder)
    return folder
