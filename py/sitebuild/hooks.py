"""MkDocs events, in the order MkDocs raises them. Each hands over to a module.

mkdocs.yml names this file under `hooks`. It holds no logic of its own.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from sitebuild import engine_files, foreign, form_page, hosting, scripts
from sitebuild.accessible import repair
from sitebuild.check_page import example_letter
from sitebuild.citations import SOURCES_ID, number_citations
from sitebuild.copy_list import write_copy_list
from sitebuild.csp import add_policy, policy_problems
from sitebuild.reference import fill
from sitebuild.release import read_release
from sitebuild.search import write_search_script
from sitebuild.sources import load_sources, newest_check
from sitebuild.toc import add_to_toc

__all__ = [
    "on_config",
    "on_env",
    "on_files",
    "on_page_content",
    "on_page_markdown",
    "on_post_build",
    "on_post_page",
    "on_post_template",
    "on_template_context",
]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave out the site map: without a site address it has nothing to say."""
    config.theme.static_templates.discard("sitemap.xml")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Clean the theme's files; add ours, the engine's and what servers are told."""
    foreign.clean_theme_files(files, config)
    config.extra["m1_scripts"] = scripts.publish(files, config)
    engine_files.publish(files, config)
    form_page.publish(files, config)
    hosting.publish(files, config)  # last: it names files of the others
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Write the tables of the rules into the page."""
    return fill(markdown, page.file.src_uri)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Number the page's citations and list its sources."""
    numbered = number_citations(html, page.file.src_uri, load_sources(_root(config)))
    if numbered != html:
        add_to_toc(page.toc, "Sources", SOURCES_ID)
    return numbered


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the page templates what they print; ours are escaped, the theme's are as they come."""
    env.autoescape = lambda name: name is not None and name.startswith("partials/m1/")
    env.globals["m1_checked"] = newest_check(load_sources(_root(config)))
    env.globals["m1_assets"] = config.extra["m1_scripts"].addresses
    env.globals["m1_offline"] = _offline(config)
    env.globals["m1_release"] = read_release(_root(config))
    env.globals["m1_engine"] = engine_files.manifest(engine_files.engine_folder(config))
    env.globals["m1_example"] = asdict(example_letter())
    env.globals.update(form_page.globals_for(config))
    return env


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Make the error page's addresses relative: the site may be under any path."""
    context["base_url"] = "."
    return context


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Give the error page the repairs and its policy."""
    return add_policy(repair(output_content))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give the page the repairs and its policy."""
    return add_policy(repair(output))


def on_post_build(config: MkDocsConfig) -> None:
    """Complete the built site, read it back, and fail on whatever breaks its promises."""
    site = Path(config.site_dir)
    write_search_script(site)
    worker = config.extra["m1_scripts"].service_worker if _offline(config) else None
    engine = engine_files.manifest(engine_files.engine_folder(config))
    write_copy_list(site, engine, worker)
    problems = foreign.foreign_problems(site)
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        found = policy_problems(path.read_text(encoding="utf-8"))
        problems += [f"{name}: {problem}" for problem in found]
    if problems:
        raise PluginError("The built site breaks its policy:\n  " + "\n  ".join(problems))


def _offline(config: MkDocsConfig) -> bool:
    """Whether browsers keep a copy: not of a site that is served while someone works on it."""
    return bool(config.extra.get("m1_offline", True))


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
