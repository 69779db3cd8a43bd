"""Astro: Markdown and MDX of its collections and pages, at the addresses of their routes."""
