"""The app's pages in the tests' own process."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import app_test


@contextmanager
def pages_here() -> Iterator[None]:
    """What is installed is looked up once instead of at every page, which takes longer than the page.

    Streamlit's folder is removed by us, since Streamlit leaves that to the interpreter's end, with a warning.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield
    app_test.TMP_DIR.cleanup()
