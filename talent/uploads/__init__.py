"""New yearly figures: read what an analyst brings, check it, show what it would change, commit it."""
