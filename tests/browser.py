"""Finds a Chromium for the browser's tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW_TO_GET_ONE = "No Chromium was found for the browser's tests. Run: apt-get install -y chromium"


def chromium_path(playwright: Playwright) -> str | None:
    """Any Chromium on the path, else the one that Playwright has downloaded."""
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    downloaded = playwright.chromium.executable_path
    return installed or (downloaded if Path(downloaded).exists() else None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium; without one the test fails with the line that gets one."""
    with sync_playwright() as playwright:
        path = chromium_path(playwright)
        if path is None:
            pytest.fail(HOW_TO_GET_ONE, pytrace=False)
        try:
            browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        except Error as problem:
            pytest.fail(f"{path} does not start: {problem.message.splitlines()[0]}. {HOW_TO_GET_ONE}", pytrace=False)
        yield browser
        browser.close()
