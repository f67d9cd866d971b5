"""The machinery, on both databases."""
