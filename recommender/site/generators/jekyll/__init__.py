"""Jekyll: its posts, drafts and collections, at the addresses that Jekyll gives them."""
