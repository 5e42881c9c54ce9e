"""Who is signed in, and what they were told last."""

import time
from typing import Any

import streamlit as st

from pricewatch.errors import BadInput
from pricewatch.languages import N_, _
from pricewatch.pages import markup
from pricewatch.pages.queries import is_public
from pricewatch.pages.reasons import reason
from pricewatch.signin import DOOR, reviewer

WHO, TOLD = "reviewer", "told"
ONLY_READ = N_("Here one can only read.")
HOW_TO_WRITE = N_("`pricewatch show` prints a token to sign in with; with --public it does so if --token is added.")


def signed_in() -> str | None:
    """The name that is written with what the visitor decides; None where he may only read."""
    if claims := oidc_claims():
        return reviewer(claims, st.secrets.get("pricewatch", {}).get("reviewers", []))
    who: str | None = st.session_state.get(WHO)
    return who


def has_oidc() -> bool:
    """Whether the operator configured an identity provider."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def oidc_claims() -> dict[str, Any]:
    """What the identity provider says of the visitor; nothing where it was not asked."""
    claims = st.user.to_dict() if has_oidc() else {}
    return claims if claims.get("is_logged_in") is True else {}


def show() -> str | None:
    """Say who is signed in, or let somebody sign in; his name."""
    who = signed_in()
    if who is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            signed = _("Signed in as {name}. What you decide is kept, and shown, with this name.")
            markup.sentence(signed.format(name=who), "note")
            st.button(_("Sign out"), on_click=sign_out)
    else:
        show_ways()
    if told := st.session_state.pop(TOLD, None):
        markup.sentence(told, "told")
    return who


def show_ways() -> None:
    """How one can sign in here."""
    if has_oidc():
        show_oidc()
    if DOOR.token:
        show_token()
    elif not has_oidc():
        markup.sentence(_(ONLY_READ) if is_public() else f"{_(ONLY_READ)} {_(HOW_TO_WRITE)}")


def show_oidc() -> None:
    """The identity provider's way."""
    if oidc_claims():
        markup.sentence(_("You are signed in, but the operator does not list your e-mail address as a reviewer's."))
        st.button(_("Sign out"), on_click=sign_out)
    else:
        st.button(_("Sign in with your account"), on_click=sign_in_by_oidc)


def sign_in_by_oidc() -> None:
    """Off to the identity provider."""
    try:
        st.login()
    except st.errors.Error as problem:
        tell(_("Signing in is not set up well: {problem}").format(problem=problem))


def show_token() -> None:
    """The token's way."""
    with st.form("sign-in"), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Your name"), key="name", max_chars=60, autocomplete="name")
        st.text_input(
            _("Token that `pricewatch show` printed"),
            key="token",
            max_chars=60,
            type="password",
            autocomplete="one-time-code",
        )
        st.form_submit_button(_("Sign in"), on_click=sign_in_by_token)


def sign_in_by_token() -> None:
    """Check what was typed."""
    visitor = st.context.ip_address or "this machine"
    try:
        st.session_state[WHO] = DOOR.enter(
            st.session_state["name"], st.session_state["token"], visitor, time.monotonic()
        )
    except BadInput as problem:
        tell(reason(str(problem)))


def sign_out() -> None:
    """Only read again."""
    st.session_state.pop(WHO, None)
    if oidc_claims():
        st.logout()


def tell(sentence: str) -> None:
    """Say something when the page is shown next."""
    st.session_state[TOLD] = sentence
