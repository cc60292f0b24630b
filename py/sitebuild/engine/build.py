"""The phases of the engine's build, in order: collect, compile, snapshot, pack, bundle, check."""

from __future__ import annotations

import shutil
from pathlib import Path

from sitebuild.diagnosis_index import make_index, package_file
from sitebuild.engine.bundle import check_bundle, write_bundle
from sitebuild.engine.collect import STDLIB, download, engine_wheels, product_wheel
from sitebuild.engine.inputs import hash_files, product_files, tool_files
from sitebuild.engine.node import compile_archives, make_classic, pack, take_snapshot
from sitebuild.fonts import font_files, make_font, sign_files
from sitebuild.foreign import clean

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

    work = root / "build"
    archives = _compiled(root)
    print("Engine: taking the memory snapshot", flush=True)
    snapshot, layout = work / "snapshot", work / "snapshot.json"
    take_snapshot(root, archives=archives, snapshot=snapshot, layout=layout)
    print("Engine: packing", flush=True)
    parts = {**_runtime(root), "snapshot": snapshot}
    classic = {role: work / f"{role}.js" for role in ("loader", "runtime")}
    make_classic(root, {parts[role]: path for role, path in classic.items()})
    packed = {path: work / f"{path.name}.gz" for path in (*parts.values(), *classic.values())}
    tables = _tables(root)
    packed |= {path: path.with_name(f"{path.name}.gz") for path in tables.values()}
    pack(root, packed)
    manifest = write_bundle(
        target,
        packed={role: packed[path] for role, path in parts.items()},
        classic={role: packed[path] for role, path in classic.items()},
        tables={name: packed[path] for name, path in tables.items()},
        layout=layout,
        archives=archives,
    )
    check_bundle(target)
    stamp.write_text(wanted)
    size = sum(path.stat().st_size for path in target.iterdir()) / 1e6
    print(f"Engine: built {manifest['version']}, {size:.1f} MB", flush=True)
    return target


def _tables(root: Path) -> dict[str, Path]:
    """Write what is handed to Python as data, by the names it has there."""
    made = {
        "icd10cm": make_index(package_file("tabular"), package_file("listed")),
        **{name: make_font(path, sign_files(root)) for name, path in font_files(root).items()},
    }
    folder = root / "build" / "tables"
    folder.mkdir(exist_ok=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in made}


def _compiled(root: Path) -> Path:
    """Collect the wheels and the standard library, and compile them."""
    cache = root / "build" / "cache"
    tools = download(root / "requirements" / "engine-build.txt", cache)
    stdlib = _compiled_stdlib(root, tools, cache)
    folder = root / "build" / "archives"
    shutil.rmtree(folder, ignore_errors=True)
    engine_wheels(download(root / "requirements" / "engine.txt", cache), folder)
    product_wheel(root, folder)
    print("Engine: compiling the wheels", flush=True)
    compile_archives(root, tools=tools, folder=folder)
    shutil.copy(stdlib, folder)
    return folder


def _compiled_stdlib(root: Path, tools: Path, cache: Path) -> Path:
    """Compile Pyodide's standard library; it takes longest, so it is kept until tools change."""
    folder = cache / f"stdlib-{hash_files(root, tool_files(root))[:12]}"
    if not folder.is_dir():
        print("Engine: compiling the standard library", flush=True)
        partial = folder.with_suffix(".part")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        shutil.copy(root / "node_modules" / "pyodide" / STDLIB, partial)
        compile_archives(root, tools=tools, folder=partial)
        partial.rename(folder)
    return folder / STDLIB


def _runtime(root: Path) -> dict[str, Path]:
    """Give the parts of Pyodide; its scripts without their maps and the names of other hosts."""
    runtime = root / "node_modules" / "pyodide"
    parts = {"wasm": runtime / "pyodide.asm.wasm"}
    for role, name in (("loader", "pyodide.mjs"), ("runtime", "pyodide.asm.mjs")):
        parts[role] = root / "build" / f"{role}.mjs"
        parts[role].write_bytes(clean((runtime / name).read_text(encoding="utf-8")).encode())
    return parts
