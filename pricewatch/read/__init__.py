"""A page's bytes to listings: structured data, the visible price, and the vote between them."""
