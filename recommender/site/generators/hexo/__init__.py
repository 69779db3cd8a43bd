"""Hexo: its posts and drafts, at the addresses that Hexo gives them."""
