"""Hugo: the pages of its content, at the addresses that Hugo gives them."""
